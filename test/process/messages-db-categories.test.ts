import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openMessagesDb } from '../../engine/ports/sqlite-messages-db.ts';
import { writeDatabase } from '../support/chat-db/small-database.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

it('says how a conversation was put aside, also of what was deleted from it (ruling-35)', async () => {
  const path = join(temporaryFolder(), 'chat.db');
  const reader = () => {
    const db = openMessagesDb(path);
    onTestFinished(() => db.close());
    return db;
  };
  const messages = writeDatabase(path, ['A', 'B', 'C', 'D']);
  messages.exec(
    'ALTER TABLE chat ADD is_filtered INTEGER; ALTER TABLE message ADD is_spam INTEGER; ' +
      "INSERT INTO chat VALUES (1, 'any;-;one', 4), (2, 'any;-;other', NULL); UPDATE message SET is_spam = 1 WHERE guid = 'B'; " +
      'INSERT INTO chat_message_join VALUES (1, 1), (2, 1), (2, 2)',
  );
  const all = ['A', 'B', 'C', 'D', 'none'];
  const known = [
    { filtered: 4, isSpam: false },
    { filtered: 0, isSpam: true },
  ];
  // As on macOS 12.
  expect(await reader().categoriesOf(all)).toEqual([...known, null, null, null]);
  messages.exec(
    'CREATE TABLE chat_recoverable_message_join (chat_id INTEGER, message_id INTEGER, delete_date INTEGER); ' +
      'INSERT INTO chat_recoverable_message_join VALUES (1, 3, 0)',
  );
  const deleted = { filtered: 4, isSpam: false };
  expect(await reader().categoriesOf(all)).toEqual([...known, deleted, null, null]);
  messages.close();
});
