import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { appleNanoseconds } from '../../engine/ports/messages-db.ts';
import { openMessagesDb } from '../../engine/ports/sqlite-messages-db.ts';
import { writeDatabase } from '../support/chat-db/small-database.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

function reader(path: string) {
  const db = openMessagesDb(path);
  onTestFinished(() => db.close());
  return db;
}

const chatDb = () => join(temporaryFolder(), 'chat.db');

/** Where no permission helps (T11). */
const CHECK_IT = 'Check that dbPath names the chat.db of Messages, and that Messages itself can open it.';

describe('chat.db', () => {
  it('is read while Messages has it open, with rows that came after the first question', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B']);
    const db = reader(path);
    expect(await db.maxRowid()).toBe(2);
    messages.prepare('INSERT INTO message (guid) VALUES (?)').run('C');
    expect(await db.maxRowid()).toBe(3);
    expect(await db.guidsAt([3, 99, 1])).toEqual(['C', null, 'A']);
    messages.close();
  });

  it('says of messages whether they were edited or taken back, where the file knows of that (ruling-32)', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B', 'C', 'D', 'E', 'F']);
    const db = reader(path);
    // As on macOS 12.
    expect(await db.changesOf(['A', 'none'])).toEqual([null, null]);
    messages.exec(
      'ALTER TABLE message ADD attributedBody BLOB; ALTER TABLE message ADD part_count INTEGER; ' +
        'ALTER TABLE message ADD date_edited INTEGER; ALTER TABLE message ADD date_retracted INTEGER; ' +
        "UPDATE message SET text = 'words'; UPDATE message SET date_edited = 5000000 WHERE guid IN ('B', 'C', 'D'); " +
        "UPDATE message SET text = NULL, attributedBody = x'01' WHERE guid = 'B'; " +
        "UPDATE message SET text = NULL WHERE guid IN ('C', 'E', 'F'); UPDATE message SET part_count = 0 WHERE guid = 'D'; " +
        'INSERT INTO chat_message_join VALUES (1, 1), (1, 2), (1, 3), (2, 4), (1, 5), (1, 6); ' +
        // The last one is a file alone.
        'INSERT INTO message_attachment_join VALUES (6, 1)',
    );
    const editedAtMs = Date.UTC(2001, 0, 1) + 5;
    const edited = (rowsSince: number) => ({ isEmptied: false, rowsSince, editedAtMs });
    const emptied = (rowsSince: number) => ({ ...edited(rowsSince), isEmptied: true });
    expect(await reader(path).changesOf(['A', 'B', 'C', 'D', 'E', 'F', 'none'])).toEqual([
      null,
      edited(4),
      emptied(3),
      emptied(1),
      { ...emptied(2), editedAtMs: null },
      null,
      null,
    ]);
    messages.close();
  });

  it('has 0 as its highest rowid when it is empty', async () => {
    const path = chatDb();
    writeDatabase(path, []).close();
    expect(await reader(path).maxRowid()).toBe(0);
  });

  it('says of rows that were not told whether they are there, in a chat, or a preview that may be folded', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B', 'C', 'D']);
    messages.exec(
      "INSERT INTO chat_message_join VALUES (1, 2), (1, 3); DELETE FROM message WHERE guid = 'A'; " +
        "UPDATE message SET date = 0, balloon_bundle_id = CASE guid WHEN 'C' THEN 'com.apple.messages.URLBalloonProvider' END",
    );
    const db = reader(path);
    expect(await db.rowsIn(1, 4, 10)).toEqual([
      { rowid: 2, guid: 'B', hasChat: true, mayBeFolded: false },
      { rowid: 3, guid: 'C', hasChat: true, mayBeFolded: true },
      { rowid: 4, guid: 'D', hasChat: false, mayBeFolded: false },
    ]);
    expect(await db.rowsIn(1, 4, 1)).toHaveLength(1);
    messages.exec('UPDATE chat_message_join SET chat_id = 2 WHERE message_id = 2');
    expect(await db.rowsIn(3, 3, 1)).toEqual([{ rowid: 3, guid: 'C', hasChat: true, mayBeFolded: false }]);
    messages.exec(
      'CREATE TABLE chat_recoverable_message_join (message_id INTEGER); INSERT INTO chat_recoverable_message_join VALUES (4)',
    );
    expect((await db.rowsIn(4, 4, 10)).map(({ guid }) => guid)).toEqual([]);
    messages.exec("DELETE FROM message WHERE guid = 'D'");
    expect(await db.highestEver()).toBe(4);
    messages.close();
  });

  it('knows the addresses of this Mac from its last rows, each once', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B', 'C', 'D']);
    const reached = messages.prepare('UPDATE message SET destination_caller_id = ? WHERE ROWID = ?');
    reached.run('+15550000001', 1);
    reached.run('me@example.com', 2);
    reached.run('+15550000001', 3);
    reached.run('', 4);
    expect([...(await reader(path).recentOwnAddresses())].sort()).toEqual(['+15550000001', 'me@example.com']);
    messages.close();
  });

  it('names chats by their rowids, and those that are not there by nothing (ruling-22)', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, []);
    messages.exec(`ALTER TABLE chat ADD COLUMN chat_identifier TEXT;
      INSERT INTO chat (ROWID, guid, chat_identifier) VALUES (2, 'RCS;+;chat100', 'chat100'), (3, NULL, NULL)`);
    messages.close();
    expect(await reader(path).chatsAt([3, 1, 2])).toEqual([
      { guid: null, identifier: null },
      null,
      { guid: 'RCS;+;chat100', identifier: 'chat100' },
    ]);
  });

  it('knows when the newest row of others was sent', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, []);
    expect(await reader(path).newestSentMs()).toBeNull();
    const write = messages.prepare('INSERT INTO message (guid, date, is_from_me) VALUES (?, ?, ?)');
    const sentMs = Date.parse('2026-03-02T09:00:00.123Z');
    write.run('A', appleNanoseconds(sentMs), 0);
    write.run('B', appleNanoseconds(sentMs - 3_600_000), 0);
    write.run('C', appleNanoseconds(sentMs + 3_600_000), 1);
    expect(await reader(path).newestSentMs()).toBe(sentMs);
    messages.close();
  });

  it('finds the own rows of a chat above a rowid, and what Messages noted of sends (S7)', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B', 'C', 'D', 'E', 'F']);
    messages.exec(`INSERT INTO chat VALUES (1, 'any;-;+15550001111'), (2, 'any;-;+15550002222');
      INSERT INTO chat_message_join VALUES (1, 1), (1, 2), (1, 3), (2, 4), (1, 5);
      INSERT INTO attachment VALUES (1, 'a "page".pdf', 12), (2, NULL, 0);
      INSERT INTO message_attachment_join VALUES (5, 1), (5, 2);
      UPDATE message SET is_from_me = ROWID <> 3, text = 'ok' WHERE ROWID <> 5;
      UPDATE message SET error = 22, service = 'SMS' WHERE ROWID = 2`);
    const db = reader(path);
    const rows = [
      { rowid: 2, guid: 'B', text: 'ok' },
      {
        rowid: 5,
        guid: 'E',
        text: null,
        files: [
          { name: 'a "page".pdf', bytes: 12 },
          { name: null, bytes: 0 },
        ],
      },
    ];
    messages.exec('UPDATE message SET is_from_me = 1 WHERE ROWID = 5');
    expect(await db.ownRows('any;-;+15550001111', 1, 9)).toEqual(rows);
    expect(await db.ownRows('any;-;+15550001111', 1, 1)).toEqual(rows.slice(0, 1));
    expect(await db.ownRows('any;-;+15550003333', 0, 9)).toEqual([]);
    const asked = [...rows, { rowid: 2, guid: 'OF ANOTHER DATABASE' }, { rowid: 99, guid: 'Z' }];
    const failed = { error: 22, service: 'SMS' };
    expect(await db.deliveriesOf(asked)).toEqual([failed, { error: 0, service: null }, null, null]);
    messages.exec('UPDATE message SET is_delivered = 1 WHERE ROWID = 2');
    expect(await db.deliveriesOf(asked.slice(0, 1))).toEqual([{ ...failed, error: 0 }]);
    messages.close();
  });

  it('says of a note of ours which name a group was given, and who came', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B']);
    messages.exec(`INSERT INTO chat VALUES (1, 'any;+;chat1');
      INSERT INTO handle VALUES (7, '+15550002222');
      INSERT INTO chat_message_join VALUES (1, 1), (1, 2);
      UPDATE message SET is_from_me = 1;
      UPDATE message SET item_type = 2, group_title = 'Crew' WHERE ROWID = 1;
      UPDATE message SET item_type = 1, other_handle = 7 WHERE ROWID = 2`);
    expect((await reader(path).ownRows('any;+;chat1', 0, 9)).map(({ deed }) => deed)).toMatchObject([
      { itemType: 2, groupTitle: 'Crew', person: null },
      { itemType: 1, groupAction: 0, groupTitle: null, person: '+15550002222' },
    ]);
    messages.close();
  });

  it('knows of what kind rows are by their GUIDs, and rejects where the file cannot tell', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B', 'C']);
    messages.exec(
      "UPDATE message SET item_type = 3, associated_message_type = 2007, associated_message_guid = 'p:0/A' WHERE guid = 'B'",
    );
    messages.exec("UPDATE message SET cache_has_attachments = 1 WHERE guid = 'A'");
    const db = reader(path);
    expect(await db.kindsOf(['B', 'none', 'A'])).toEqual([
      { itemType: 3, associatedType: 2007, associatedGuid: 'p:0/A', hasFiles: false },
      null,
      { itemType: 0, associatedType: 0, associatedGuid: null, hasFiles: true },
    ]);
    messages.exec('ALTER TABLE message DROP COLUMN item_type');
    await expect(db.kindsOf(['B'])).rejects.toMatchObject({ code: 'messages_db_unreadable' });
    expect(await db.maxRowid()).toBe(3);
    messages.close();
  });

  it('finds the first row since a date, and counts rows between two', async () => {
    const path = chatDb();
    const messages = writeDatabase(path, ['A', 'B', 'C', 'D']);
    const date = messages.prepare('UPDATE message SET date = ? WHERE ROWID = ?');
    const wallMs = (rowid: number) => Date.UTC(2026, 2, 2, 9, rowid);
    for (const rowid of [1, 2, 3, 4]) date.run(appleNanoseconds(wallMs(rowid)), rowid);
    messages.exec('INSERT INTO chat_message_join VALUES (1, 1), (1, 2), (1, 3), (1, 4)');
    const db = reader(path);
    expect(await db.firstRowidSince(wallMs(3), 0)).toBe(3);
    expect(await db.firstRowidSince(wallMs(1), 3)).toBe(4);
    expect(await db.firstRowidSince(wallMs(5), 0)).toBeNull();
    expect(await db.countRows(1, 3)).toBe(2);
    messages.exec(
      "UPDATE message SET balloon_bundle_id = 'com.apple.messages.URLBalloonProvider' WHERE ROWID = 4",
    );
    expect(await db.newestRows()).toEqual({ last: 4, told: 3 });
    messages.exec('UPDATE message SET handle_id = 2 WHERE ROWID = 4');
    expect(await db.newestRows()).toEqual({ last: 4, told: 4 });
    messages.exec('DELETE FROM chat_message_join WHERE message_id = 4');
    expect(await db.newestRows()).toEqual({ last: 4, told: 3 });
    messages.close();
  });

  it('is opened again when another file has taken its place', async () => {
    const path = chatDb();
    writeDatabase(path, ['A', 'B']).close();
    const db = reader(path);
    const before = await db.fileKey();
    expect(await db.guidsAt([1])).toEqual(['A']);
    writeDatabase(`${path}.restored`, ['X']).close();
    renameSync(`${path}.restored`, path);
    expect(await db.guidsAt([1])).toEqual(['X']);
    expect(await db.maxRowid()).toBe(1);
    expect(await db.fileKey()).not.toBe(before);
  });

  it('that is missing is reported by its path, is not created, and is found once it is there', async () => {
    const path = chatDb();
    const db = reader(path);
    expect(await db.fileKey()).toBeNull();
    await expect(db.maxRowid()).rejects.toMatchObject({ code: 'messages_db_unreadable' });
    await expect(db.maxRowid()).rejects.toMatchObject({
      message: expect.stringContaining(path),
      remedy: 'Correct that path: nothing is there.',
    });
    expect(await db.fileKey()).toBeNull();
    writeDatabase(path, ['A']).close();
    expect(await db.maxRowid()).toBe(1);
    rmSync(path);
    await expect(db.maxRowid()).rejects.toMatchObject({ code: 'messages_db_unreadable' });
  });

  it('that is no database says so', async () => {
    const path = chatDb();
    writeFileSync(path, 'this is a text file, long enough to be read as a header of a database\n'.repeat(20));
    await expect(reader(path).maxRowid()).rejects.toMatchObject({
      code: 'messages_db_unreadable',
      message: `${path} is not a database`,
      remedy: CHECK_IT,
    });
  });

  it('without the tables of Messages is unreadable', async () => {
    const path = chatDb();
    new Database(path).exec('CREATE TABLE other (a)').close();
    await expect(reader(path).guidsAt([1])).rejects.toMatchObject({
      message: `${path} cannot be read: no such table: message`,
      remedy: CHECK_IT,
    });
  });

  it('cannot be asked once it has been closed', async () => {
    const path = chatDb();
    writeDatabase(path, ['A']).close();
    const db = openMessagesDb(path);
    expect(await db.maxRowid()).toBe(1);
    db.close();
    await expect(db.maxRowid()).rejects.toMatchObject({ code: 'messages_db_unreadable' });
  });
});
