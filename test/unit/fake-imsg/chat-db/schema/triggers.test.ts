import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { chatDbTemplate } from '../../../../../fake-imsg/chat-db/schema/schema.ts';

let db: Database.Database;
const value = (sql: string) => db.prepare(sql).pluck().get();
const metrics = () =>
  db.prepare('SELECT pending_count, donated_count, redonation_count FROM index_state_metrics').raw().get();

beforeEach(() => {
  db = new Database(chatDbTemplate());
  db.exec(`
    INSERT INTO handle (ROWID, id, service) VALUES (1, '+15550001111', 'iMessage');
    INSERT INTO chat (ROWID, guid, style, room_name) VALUES (1, 'any;-;+15550001111', 45, NULL);
    INSERT INTO chat (ROWID, guid, style, room_name) VALUES (2, 'any;+;chat1', 43, 'chat1');
    INSERT INTO message (ROWID, guid, service, handle_id, date) VALUES (1, 'M1', 'iMessage', 1, 128);`);
});

describe('joining a message to a chat (file-1.1)', () => {
  it('names the room of a group and nothing in a DM', () => {
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1)');
    expect(value('SELECT cache_roomnames FROM message')).toBeNull();
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (2, 1)');
    expect(value('SELECT cache_roomnames FROM message')).toBe('chat1');
  });

  it('notes the service of the chat once', () => {
    db.exec(`
      INSERT INTO message (ROWID, guid, service) VALUES (2, 'M2', 'iMessage');
      INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1), (1, 2);`);
    expect(db.prepare('SELECT * FROM chat_service').all()).toEqual([{ service: 'iMessage', chat: 1 }]);
  });

  it('fails for a message without a service', () => {
    db.exec("INSERT INTO message (ROWID, guid) VALUES (2, 'M2')");
    expect(() => db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 2)')).toThrow(
      'NOT NULL constraint failed: chat_service.service',
    );
  });

  it('counts rows by index state, and follows the state of the message', () => {
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1)');
    expect(metrics()).toEqual([1, 0, 0]);
    db.exec('UPDATE message SET index_state = 1');
    expect(value('SELECT index_state FROM chat_message_join')).toBe(1);
    expect(metrics()).toEqual([0, 1, 0]);
    db.exec('UPDATE message SET index_state = 3');
    expect(metrics()).toEqual([0, 0, 1]);
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (2, 1)');
    db.exec('DELETE FROM chat_message_join WHERE chat_id = 1');
    expect(value('SELECT index_state FROM message')).toBe(0);
  });
});

describe('taking a message out of a chat (file-1.1)', () => {
  it('deletes it with its unused handle and logs the deletion', () => {
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1)');
    db.exec("UPDATE message SET ck_record_id = 'R1'");
    db.exec('DELETE FROM chat_message_join');
    expect(value('SELECT count(*) FROM message')).toBe(0);
    expect(value('SELECT count(*) FROM handle')).toBe(0);
    expect(value('SELECT guid FROM deleted_messages')).toBe('M1');
    expect(value('SELECT recordID FROM sync_deleted_messages')).toBe('R1');
    expect(metrics()).toEqual([0, 0, 0]);
  });

  it('keeps one that is recently deleted, until that ends too', () => {
    db.exec(`
      INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1);
      INSERT INTO chat_recoverable_message_join (chat_id, message_id, delete_date) VALUES (1, 1, 128);
      DELETE FROM chat_message_join;`);
    expect(value('SELECT count(*) FROM message')).toBe(1);
    db.exec('DELETE FROM chat_recoverable_message_join');
    expect(value('SELECT count(*) FROM message')).toBe(0);
  });

  it('keeps a handle that is still in a chat', () => {
    db.exec(`
      INSERT INTO chat_handle_join (chat_id, handle_id) VALUES (1, 1);
      INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1);
      DELETE FROM chat_message_join;`);
    expect(value('SELECT count(*) FROM handle')).toBe(1);
    db.exec('DELETE FROM chat_handle_join');
    expect(value('SELECT count(*) FROM handle')).toBe(0);
  });

  it('happens to all messages of a deleted chat', () => {
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1)');
    db.exec('DELETE FROM chat WHERE ROWID = 1');
    expect(value('SELECT count(*) FROM message')).toBe(0);
  });
});

describe('updating a message', () => {
  it('copies a new date to the join', () => {
    db.exec('INSERT INTO chat_message_join (chat_id, message_id, message_date) VALUES (1, 1, 128)');
    db.exec('UPDATE message SET date = 256');
    expect(value('SELECT message_date FROM chat_message_join')).toBe(256);
  });

  it('remembers the newest failure, and only from an update', () => {
    db.exec("INSERT INTO message (ROWID, guid, error, date) VALUES (2, 'M2', 22, 512)");
    expect(value('SELECT count(*) FROM kvtable')).toBe(0);
    db.exec('UPDATE message SET error = 22 WHERE ROWID = 1');
    db.exec('UPDATE message SET error = 4 WHERE ROWID = 2');
    db.exec('UPDATE message SET error = 3 WHERE ROWID = 1');
    expect(db.prepare('SELECT key, value FROM kvtable ORDER BY key').raw().all()).toEqual([
      ['lastFailedMessageDate', 512],
      ['lastFailedMessageRowID', 2],
    ]);
  });

  it('leaves tapbacks of a deleted message alone', () => {
    db.exec(`
      INSERT INTO message (ROWID, guid, associated_message_guid) VALUES (2, 'T1', 'p:0/M1');
      DELETE FROM message WHERE ROWID = 1;`);
    expect(value('SELECT count(*) FROM message')).toBe(1);
  });
});

describe('joining a file to a message', () => {
  beforeEach(() => {
    db.exec("INSERT INTO attachment (ROWID, guid, original_guid, ck_record_id) VALUES (1, 'A1', 'A1', 'R2')");
    db.exec('INSERT INTO message_attachment_join (message_id, attachment_id) VALUES (1, 1)');
  });

  it('marks the message', () => {
    expect(value('SELECT cache_has_attachments FROM message')).toBe(1);
  });

  it('deletes the file with its last message', () => {
    db.exec('DELETE FROM message_attachment_join');
    expect(value('SELECT count(*) FROM attachment')).toBe(0);
    expect(value('SELECT recordID FROM sync_deleted_attachments')).toBe('R2');
  });
});
