// A file to which everything there is has happened, looked at as SQLite and the rules of the file have it.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worldEvents } from '../../fake-imsg/world/events.ts';
import { EVERY_EVENT, type LivedInMac, liveInMac } from '../support/devices/every-event.ts';

let root: string;
let mac: LivedInMac;
let db: Database.Database;
const all = (sql: string) => db.prepare(sql).all();
const counted = (sql: string) => db.prepare(sql).pluck().get();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  mac = await liveInMac(join(root, 'mac'));
  db = new Database(mac.chatDbPath, { readonly: true });
});

afterAll(() => {
  db.close();
  mac.device.close();
  rmSync(root, { recursive: true });
});

it('holds something of every kind of event', () => {
  const kinds = new Set(Object.values(EVERY_EVENT).map(({ kind }) => kind));
  expect(Object.keys(worldEvents).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(mac.device.step()).toBeNull();
});

describe('the file (invariant-57)', () => {
  it('is whole', () => {
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('has the tables, indexes and triggers of macOS 26', () => {
    const count = (type: string) =>
      counted(`SELECT COUNT(*) FROM sqlite_master WHERE type = '${type}' AND name NOT LIKE 'sqlite_%'`);
    expect([count('table'), count('index'), count('trigger')]).toEqual([23, 53, 20]);
  });
});

/** Rules of file-11 and the row conventions: each query finds what breaks one. */
const RULES: Readonly<Record<string, string>> = {
  'dates went through a double':
    'SELECT 1 FROM message WHERE date % 128 != 0 OR date_read % 128 != 0 OR date_edited % 128 != 0',
  'a join has the date of its message': `SELECT 1 FROM chat_message_join JOIN message ON message.ROWID = message_id
    WHERE message_date != date`,
  'the style is that of the guid': `SELECT 1 FROM chat WHERE style != CASE
    WHEN guid LIKE '%;-;%' THEN 45 WHEN guid LIKE '%;+;%' THEN 43 END`,
  'only groups have a room': 'SELECT 1 FROM chat WHERE (room_name IS NULL) != (style = 45)',
  'a message names the rooms of its chats': `SELECT 1 FROM message JOIN chat_message_join ON message_id = message.ROWID
    JOIN chat ON chat.ROWID = chat_id WHERE cache_roomnames IS NOT room_name`,
  'group messages of the owner are never delivered': `SELECT 1 FROM message WHERE is_from_me = 1
    AND cache_roomnames IS NOT NULL AND service = 'iMessage' AND is_delivered = 1`,
  'attachments have the GUID they came with': 'SELECT 1 FROM attachment WHERE original_guid != guid',
  'attachments belong to a message': `SELECT 1 FROM attachment
    WHERE ROWID NOT IN (SELECT attachment_id FROM message_attachment_join)`,
  'a message with attachments says so': `SELECT 1 FROM message JOIN message_attachment_join ON message_id = message.ROWID
    WHERE cache_has_attachments = 0`,
  'one tapback of a person on a part': `SELECT 1 FROM message WHERE associated_message_type BETWEEN 2000 AND 3007
    GROUP BY associated_message_guid, is_from_me, CASE is_from_me WHEN 0 THEN handle_id END HAVING COUNT(*) > 1`,
  'a tapback names a message that is there': `SELECT 1 FROM message WHERE associated_message_type BETWEEN 2000 AND 3007
    AND SUBSTR(associated_message_guid, -36) NOT IN (SELECT guid FROM message)`,
  'a reply names a message that is there': `SELECT 1 FROM message WHERE thread_originator_guid IS NOT NULL
    AND thread_originator_guid NOT IN (SELECT guid FROM message)`,
  'a handle is somebody’s': `SELECT 1 FROM handle WHERE ROWID NOT IN (SELECT handle_id FROM chat_handle_join)
    AND ROWID NOT IN (SELECT handle_id FROM message) AND ROWID NOT IN (SELECT other_handle FROM message)`,
  'a handle that is named is there': `SELECT 1 FROM message WHERE handle_id != 0
    AND handle_id NOT IN (SELECT ROWID FROM handle)`,
  'a DM has one other side': `SELECT 1 FROM chat JOIN chat_handle_join ON chat_id = chat.ROWID
    JOIN handle ON handle.ROWID = handle_id WHERE style = 45 GROUP BY chat.ROWID HAVING COUNT(DISTINCT handle.id) != 1`,
  'each service of a chat is listed': `SELECT 1 FROM message JOIN chat_message_join ON message_id = message.ROWID
    WHERE NOT EXISTS (SELECT 1 FROM chat_service AS s WHERE s.chat = chat_id AND s.service = message.service)`,
  'items have neither text nor body': `SELECT 1 FROM message WHERE item_type != 0
    AND (text IS NOT NULL OR attributedBody IS NOT NULL)`,
  'a message in no chat is there on purpose': `SELECT guid FROM message WHERE ROWID NOT IN (SELECT message_id FROM chat_message_join)
    AND ROWID NOT IN (SELECT message_id FROM chat_recoverable_message_join)
    AND handle_id NOT IN (SELECT ROWID FROM handle WHERE id = '+15550001114')`,
  'what is gone for good is listed': `SELECT 1 FROM deleted_messages WHERE guid IN (SELECT guid FROM message)`,
};

describe('a rule of the file', () => {
  it.each(Object.entries(RULES))('%s', (_, query) => {
    expect(all(query)).toEqual([]);
  });

  it('a finished transfer has its file on disk', () => {
    const names = db
      .prepare<[], string>('SELECT filename FROM attachment WHERE transfer_state = 5')
      .pluck()
      .all();
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const path = join(mac.attachmentsDir, name.replace('~/Library/Messages/Attachments/', ''));
      expect(existsSync(path), name).toBe(true);
    }
    expect(all('SELECT filename FROM attachment WHERE transfer_state != 5')).toEqual([{ filename: null }]);
  });

  it('the counters are those of the rows', () => {
    expect(counted('SELECT pending_count FROM index_state_metrics')).toBe(
      counted('SELECT COUNT(*) FROM chat_message_join WHERE index_state = 0'),
    );
  });
});
