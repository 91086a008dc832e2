import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bulkHandle, fillDevice } from '../../../../../fake-imsg/chat-db/bulk/plain-texts.ts';
import { createChatDb } from '../../../../../fake-imsg/chat-db/schema/schema.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../../support/processes/node-script.ts';

const oldestMs = Date.UTC(2026, 0, 1);
const newestMs = Date.UTC(2026, 0, 2);
const FILL = { rows: 30, people: 4, groups: 2, oldestMs, newestMs };

/** What triggers keep up to date, as it is, and as it has to be. */
function kept(mac: TestMac) {
  return {
    rooms: mac.all(`SELECT message.ROWID AS rowid, cache_roomnames AS room FROM message ORDER BY 1`),
    services: mac.all('SELECT service, chat FROM chat_service ORDER BY chat'),
    metrics: mac.all('SELECT * FROM index_state_metrics'),
  };
}

function recount(mac: TestMac) {
  return {
    rooms: mac.all(`SELECT message_id AS rowid, group_concat(room_name) AS room FROM chat_message_join
      JOIN chat ON chat.ROWID = chat_id GROUP BY message_id ORDER BY 1`),
    services: mac.all(`SELECT DISTINCT service, chat_id AS chat FROM chat_message_join
      JOIN message ON message.ROWID = message_id ORDER BY chat_id`),
    metrics: mac.all(`SELECT 1 AS id, COUNT(*) AS pending_count, 0 AS donated_count, 0 AS redonation_count
      FROM chat_message_join WHERE index_state = 0`),
  };
}

const schemaOf = (mac: TestMac) =>
  mac.all('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name');

describe('a fill', () => {
  it('leaves what the triggers would have left, and every index and trigger', () => {
    const mac = createTestMac();
    const schema = schemaOf(mac);
    expect(fillDevice(mac.device, FILL)).toEqual({ first: 1, last: 30 });
    expect(kept(mac)).toEqual(recount(mac));
    expect(schemaOf(mac)).toEqual(schema);
    expect(mac.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('adds to what is there, few rows as many', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: bulkHandle(0), text: 'first' });
    await mac.pass(100);
    expect(fillDevice(mac.device, FILL)).toEqual({ first: 2, last: 31 });
    const schema = schemaOf(mac);
    expect(fillDevice(mac.device, { ...FILL, rows: 3 })).toEqual({ first: 32, last: 34 });
    expect(kept(mac)).toEqual(recount(mac));
    expect(schemaOf(mac)).toEqual(schema);
    expect(mac.all('SELECT DISTINCT guid FROM message')).toHaveLength(34);
  });

  it('spreads its rows over people and time, half of them with text in the body only', async () => {
    const mac = createTestMac();
    fillDevice(mac.device, { ...FILL, text: (index) => `row ${index}` });
    const dates = mac.all<{ ms: number }>(
      'SELECT date / 1000000 + 978307200000 AS ms FROM message ORDER BY ROWID',
    );
    expect(dates[0]!.ms).toBe(oldestMs);
    expect(dates.at(-1)!.ms).toBe(newestMs);
    expect(mac.all('SELECT 1 FROM message WHERE text IS NULL')).toHaveLength(15);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.after', { since_rowid: 0 });
    imsg.ask(2, 'chats.list');
    await mac.clock.advance(0);
    const { messages } = imsg.answer(1).result;
    expect(messages.map(({ text }: { text: string }) => text)).toEqual(
      Array.from({ length: 30 }, (_, index) => `row ${index}`),
    );
    expect(messages[5]).toMatchObject({ is_group: true, chat_name: 'Group 2', sender: bulkHandle(1) });
    expect(imsg.answer(2).result.chats).toHaveLength(6);
  });

  it('fills the file at a path as well', () => {
    const path = join(temporaryFolder(), 'chat.db');
    const db = new Database(path);
    createChatDb(db);
    db.close();
    expect(fillDevice(path, FILL)).toEqual({ first: 1, last: 30 });
    const filled = new Database(path, { readonly: true });
    expect(filled.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(filled.pragma('foreign_key_check')).toEqual([]);
    expect(filled.prepare('SELECT COUNT(*) FROM chat_message_join').pluck().get()).toBe(30);
    filled.close();
  });

  it.each([0, 9001])('is refused for %i people', (people) => {
    expect(() => fillDevice(createTestMac().device, { ...FILL, people })).toThrow('people: use 1 to 9000');
  });

  it('leaves rows that events go on from', async () => {
    const mac = createTestMac();
    fillDevice(mac.device, FILL);
    mac.device.schedule({ kind: 'text', from: bulkHandle(0), text: 'next' });
    await mac.pass(100);
    expect(mac.all('SELECT reply_to_guid AS before FROM message WHERE ROWID = 31')).toEqual(
      mac.all('SELECT guid AS before FROM message WHERE ROWID = 25'),
    );
  });
});
