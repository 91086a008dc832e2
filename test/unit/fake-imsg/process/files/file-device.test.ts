import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from '../../../../../fake-imsg/device/device.ts';
import { openFileDevice } from '../../../../../fake-imsg/process/files/file-device.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../../support/devices/fake-mac.ts';

/** The columns of a much older file that a send still needs. */
const OLD_SCHEMA = `
  CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL);
  CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER,
    chat_identifier TEXT, service_name TEXT, display_name TEXT);
  CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT,
    attributedBody BLOB, handle_id INTEGER, service TEXT, date INTEGER, is_from_me INTEGER,
    is_delivered INTEGER, date_delivered INTEGER);
  CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
  CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER,
    PRIMARY KEY (chat_id, message_id));
  INSERT INTO handle (id, service) VALUES ('+15550001111', 'iMessage');
  INSERT INTO chat (guid, style, chat_identifier, service_name)
    VALUES ('iMessage;-;+15550001111', 45, '+15550001111', 'iMessage');
  INSERT INTO chat_handle_join VALUES (1, 1);`;

let root: string;
let path: string;
let device: Device;
const clock = createManualClock();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  path = join(root, 'some.db');
  const db = new Database(path);
  db.exec(OLD_SCHEMA);
  db.close();
  device = openFileDevice(path, { clock, ids: countingIds() });
});

afterEach(() => {
  device.close();
  rmSync(root, { recursive: true });
});

describe('a device that is only a chat.db', () => {
  it('writes what happens into a file of an older system', async () => {
    device.schedule({ kind: 'script-send', to: '+15550001111', service: 'iMessage', text: 'yes' });
    await clock.advance(5000);
    expect(device.step()).toBeNull();
    const reader = device.openReader();
    expect(reader.prepare('SELECT chat_id, message_id FROM chat_message_join').all()).toEqual([
      { chat_id: 1, message_id: 1 },
    ]);
    expect(reader.prepare('SELECT count(*) FROM chat').pluck().get()).toBe(1);
    expect(device.sent()).toMatchObject([{ chatGuid: 'iMessage;-;+15550001111', text: 'yes' }]);
    reader.close();
  });

  it('waits while another program writes to the file, and then writes each row once', async () => {
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    device.schedule({ kind: 'script-send', to: '+15550001111', service: 'iMessage', text: 'yes' });
    await clock.advance(5000);
    expect(device.step()).toBe(clock.wallMs() + 100);
    expect([device.sent().length, device.pending().length > 0]).toEqual([0, true]);
    other.exec('COMMIT');
    other.close();
    expect(device.step()).toBeNull();
    const reader = device.openReader();
    expect(reader.prepare('SELECT count(*) FROM message').pluck().get()).toBe(1);
    expect(device.sent()).toHaveLength(1);
    reader.close();
  });

  it('tells of a change that another program makes', async () => {
    const changed = new Promise<void>((resolve) => device.onChange(resolve));
    const other = new Database(path);
    other.exec("INSERT INTO message (guid) VALUES ('M1')");
    other.close();
    await changed;
    const reader = device.openReader();
    expect(reader.prepare('SELECT count(*) FROM message').pluck().get()).toBe(1);
    reader.close();
  });

  it('only reads through its reader', () => {
    const reader = device.openReader();
    expect(() => reader.exec('DELETE FROM message')).toThrow('readonly');
    reader.close();
  });

  it('fails when it is read, not when it is opened, while the file is missing', () => {
    const missing = openFileDevice(join(root, 'missing.db'), { clock, ids: countingIds() });
    expect(() => missing.openReader()).toThrow('unable to open database file');
    missing.close();
  });
});
