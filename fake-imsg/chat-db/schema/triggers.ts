// The triggers of chat.db that are plain SQL (file-1.1). Those that call functions which exist only
// inside Messages are left out: any statement that fired one would fail on every other connection.

/** Makes a message's room name follow the chats it is joined to. */
const recomputeRoomNames = (messageId: string) => `
  UPDATE message SET cache_roomnames = (
    SELECT group_concat(chat.room_name) FROM chat
    JOIN chat_message_join AS link ON link.chat_id = chat.ROWID WHERE link.message_id = ${messageId}
  ) WHERE ROWID = ${messageId};`;

/** Deletes a message that is neither in a chat nor among the recently deleted. */
const deleteUnjoined = `
  DELETE FROM message WHERE ROWID = OLD.message_id
    AND NOT EXISTS (SELECT 1 FROM chat_message_join WHERE message_id = OLD.message_id)
    AND NOT EXISTS (SELECT 1 FROM chat_recoverable_message_join WHERE message_id = OLD.message_id);`;

const deleteUnusedHandle = `
  DELETE FROM handle WHERE ROWID = OLD.handle_id
    AND NOT EXISTS (SELECT 1 FROM chat_handle_join WHERE handle_id = OLD.handle_id)
    AND NOT EXISTS (SELECT 1 FROM message WHERE handle_id = OLD.handle_id)
    AND NOT EXISTS (SELECT 1 FROM message WHERE other_handle = OLD.handle_id);`;

const countIndexState = (state: string, change: '+ 1' | '- 1') => `
  UPDATE index_state_metrics SET
    pending_count = pending_count ${change} * (${state} = 0),
    donated_count = donated_count ${change} * (${state} = 1),
    redonation_count = redonation_count ${change} * (${state} = 3)
  WHERE id = 1;`;

/** Name of a trigger, when it fires, and its body. */
export const TRIGGERS: readonly (readonly [name: string, event: string, body: string])[] = [
  [
    'after_insert_on_chat_message_join',
    'AFTER INSERT ON chat_message_join',
    recomputeRoomNames('NEW.message_id'),
  ],
  [
    'chat_service_on_insert_chat_message_join',
    'AFTER INSERT ON chat_message_join',
    `INSERT INTO chat_service (service, chat)
      SELECT service, NEW.chat_id FROM message WHERE ROWID = NEW.message_id
      ON CONFLICT (service, chat) DO NOTHING;`,
  ],
  [
    'index_metrics_insert_propagation',
    'AFTER INSERT ON chat_message_join',
    countIndexState('NEW.index_state', '+ 1'),
  ],
  [
    'index_metrics_update_propagation',
    'AFTER UPDATE OF index_state ON chat_message_join',
    countIndexState('OLD.index_state', '- 1') + countIndexState('NEW.index_state', '+ 1'),
  ],
  [
    'index_metrics_delete_propagation',
    'AFTER DELETE ON chat_message_join',
    countIndexState('OLD.index_state', '- 1'),
  ],
  [
    'message_index_state_propagation',
    'AFTER UPDATE OF index_state ON message',
    'UPDATE chat_message_join SET index_state = NEW.index_state WHERE message_id = NEW.ROWID;',
  ],
  [
    'message_index_state_clear',
    'AFTER DELETE ON chat_message_join WHEN OLD.index_state IN (1, 3)',
    'UPDATE message SET index_state = 0 WHERE ROWID = OLD.message_id;',
  ],
  [
    'after_delete_on_chat_message_join',
    'AFTER DELETE ON chat_message_join',
    recomputeRoomNames('OLD.message_id') + deleteUnjoined,
  ],
  [
    'after_delete_on_chat_recoverable_message_join',
    'AFTER DELETE ON chat_recoverable_message_join',
    recomputeRoomNames('OLD.message_id') + deleteUnjoined,
  ],
  [
    'after_delete_on_chat',
    'AFTER DELETE ON chat',
    'DELETE FROM chat_message_join WHERE chat_id = OLD.ROWID;',
  ],
  ['after_delete_on_chat_handle_join', 'AFTER DELETE ON chat_handle_join', deleteUnusedHandle],
  ['after_delete_on_message', 'AFTER DELETE ON message', deleteUnusedHandle],
  [
    'add_to_deleted_messages',
    'AFTER DELETE ON message',
    'INSERT INTO deleted_messages (guid) VALUES (OLD.guid);',
  ],
  [
    'add_to_sync_deleted_messages',
    'AFTER DELETE ON message',
    'INSERT INTO sync_deleted_messages (guid, recordID) VALUES (OLD.guid, OLD.ck_record_id);',
  ],
  [
    'add_to_sync_deleted_attachments',
    'AFTER DELETE ON attachment',
    'INSERT INTO sync_deleted_attachments (guid, recordID) VALUES (OLD.guid, OLD.ck_record_id);',
  ],
  [
    // Its condition can never hold; in the real file it is just as idle.
    'delete_associated_messages_after_delete_on_message',
    'AFTER DELETE ON message',
    `DELETE FROM message
      WHERE OLD.associated_message_guid IS NULL AND guid = OLD.associated_message_guid;`,
  ],
  [
    'update_message_date_after_update_on_message',
    'AFTER UPDATE OF date ON message',
    'UPDATE chat_message_join SET message_date = NEW.date WHERE message_id = NEW.ROWID;',
  ],
  [
    'update_last_failed_message_date',
    `AFTER UPDATE OF error ON message WHEN NEW.error != 0 AND NEW.date >
      COALESCE((SELECT value FROM kvtable WHERE key = 'lastFailedMessageDate'), 0)`,
    `INSERT OR REPLACE INTO kvtable (key, value) VALUES ('lastFailedMessageDate', NEW.date);
    INSERT OR REPLACE INTO kvtable (key, value) VALUES ('lastFailedMessageRowID', NEW.ROWID);`,
  ],
  [
    'after_insert_on_message_attachment_join',
    'AFTER INSERT ON message_attachment_join',
    'UPDATE message SET cache_has_attachments = 1 WHERE ROWID = NEW.message_id;',
  ],
  [
    'after_delete_on_message_attachment_join',
    'AFTER DELETE ON message_attachment_join',
    `DELETE FROM attachment WHERE ROWID = OLD.attachment_id
      AND NOT EXISTS (SELECT 1 FROM message_attachment_join WHERE attachment_id = OLD.attachment_id);`,
  ],
];
