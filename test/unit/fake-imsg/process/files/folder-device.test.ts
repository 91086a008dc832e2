import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from '../../../../../fake-imsg/device/device.ts';
import { basic } from '../../../../../fake-imsg/environments.ts';
import { createDeviceFolder, type DeviceFolder } from '../../../../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../../../../fake-imsg/process/files/folder-device.ts';
import { createManualClock, type ManualClock } from '../../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../../support/devices/fake-mac.ts';

const text = { kind: 'text', from: '+15550001111', text: 'hi' };
const settings = { facts: basic, ownerHandle: '+15550000001', imsgProgram: "/opt/it's here/imsg" };

let root: string;
let folder: DeviceFolder;
let clock: ManualClock;
const open: Device[] = [];

function openAgain(): Device {
  const device = openFolderDevice(folder.root, { clock, ids: countingIds() });
  open.push(device);
  return device;
}

function count(table: string): number {
  const db = new Database(folder.chatDbPath, { readonly: true });
  const rows = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
  db.close();
  return rows;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  clock = createManualClock(Date.UTC(2026, 0, 5));
  folder = createDeviceFolder(join(root, 'mac'), settings);
});

afterEach(() => {
  for (const device of open.splice(0)) device.close();
  rmSync(root, { recursive: true });
});

describe('a new device folder', () => {
  it('holds chat.db in WAL mode, a place for attachments, device.db and an executable', () => {
    expect(existsSync(folder.deviceDbPath)).toBe(true);
    expect(statSync(folder.attachmentsDir).isDirectory()).toBe(true);
    expect(statSync(folder.imsgPath).mode & 0o111).not.toBe(0);
    const db = new Database(folder.chatDbPath);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  it('names its device and the program in the executable, whatever the path holds', () => {
    expect(readFileSync(folder.imsgPath, 'utf8')).toBe(
      `#!/bin/sh\nFAKE_IMSG_DEVICE='${folder.root}'\nexport FAKE_IMSG_DEVICE\n` +
        `exec '/opt/it'\\''s here/imsg' "$@"\n`,
    );
  });

  it('is not made where something is', () => {
    expect(() => createDeviceFolder(folder.root, settings)).toThrow('is not empty; name a new folder');
  });
});

describe('a device in a folder', () => {
  it('keeps agenda, rows and sends for the next process', async () => {
    const first = openAgain();
    first.schedule({ kind: 'script-send', to: '+15550001111', service: 'iMessage', text: 'yes' });
    first.schedule(text, { inMs: 60_000 });
    await clock.advance(1000);
    first.step();
    first.close();
    open.length = 0;
    const second = openAgain();
    expect(second.sent()).toMatchObject([{ text: 'yes', rowid: 1, chatGuid: 'any;-;+15550001111' }]);
    await clock.advance(60_000);
    second.step();
    expect(second.openReader().prepare('SELECT count(*) FROM message').pluck().get()).toBe(2);
  });

  it('applies each write once, whichever process steps first', async () => {
    const one = openAgain();
    const two = openAgain();
    one.schedule(text, { eventId: 'E1' });
    two.schedule(text, { eventId: 'E1' });
    two.schedule(text, { eventId: 'E2' });
    await clock.advance(100);
    two.step();
    one.step();
    expect(one.openReader().prepare('SELECT count(*) FROM chat_message_join').pluck().get()).toBe(2);
    expect(one.step()).toBeNull();
  });

  it('keeps the due order over more writes than one transaction takes', async () => {
    const device = openAgain();
    for (let index = 0; index < 450; index += 1) {
      device.schedule({ ...text, text: `${index}` }, { inMs: 450 - index, eventId: `${index}` });
    }
    await clock.advance(1000);
    expect(device.step()).toBeNull();
    const dates = device
      .openReader()
      .prepare('SELECT date FROM message ORDER BY ROWID')
      .pluck()
      .all() as number[];
    expect(dates).toHaveLength(450);
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
  });

  it('does no harm when a write was made but not yet taken off the agenda', async () => {
    const device = openAgain();
    device.schedule({ kind: 'script-send', to: '+15550001111', service: 'iMessage', text: 'yes' });
    const agenda = new Database(folder.deviceDbPath);
    const due = agenda.prepare('SELECT * FROM due ORDER BY at_ms').all() as Record<string, unknown>[];
    await clock.advance(10_000);
    device.step();
    const rows = 'SELECT * FROM message';
    const before = device.openReader().prepare(rows).all();
    const again = agenda.prepare('INSERT INTO due VALUES (@at_ms, @event_seq, @ordinal, @written_by)');
    for (const row of due) again.run(row);
    agenda.close();
    device.step();
    expect(device.openReader().prepare(rows).all()).toEqual(before);
    expect(device.sent()).toHaveLength(1);
  });

  it('waits while another program writes to chat.db, and loses and doubles nothing', async () => {
    const device = openAgain();
    const other = new Database(folder.chatDbPath);
    other.exec('BEGIN IMMEDIATE');
    device.schedule({ kind: 'script-send', to: '+15550001111', service: 'iMessage', text: 'yes' });
    device.schedule(text);
    await clock.advance(1000);
    for (let tries = 0; tries < 3; tries += 1) {
      const nextMs = device.step()!;
      expect(nextMs).toBeGreaterThan(clock.wallMs());
      expect(nextMs).toBeLessThanOrEqual(clock.wallMs() + 1000);
      await clock.advance(nextMs - clock.wallMs());
    }
    expect([device.sent(), count('message')]).toEqual([[], 0]);
    other.exec('COMMIT');
    other.close();
    device.step();
    await clock.advance(5000);
    expect(device.step()).toBeNull();
    expect([device.sent().length, count('message'), count('chat')]).toEqual([1, 2, 1]);
    expect(device.record().filter(({ what }) => what === 'sent')).toHaveLength(1);
  });

  it('goes on where its log cannot be made anew because somebody reads, and says so in its record', async () => {
    const device = openAgain();
    const reader = new Database(folder.chatDbPath, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT 1 FROM message').get();
    device.schedule(text, { eventId: 'E1' });
    device.schedule({ kind: 'rotate-wal' }, { eventId: 'E2', inMs: 1000 });
    device.schedule({ ...text, text: 'more' }, { eventId: 'E3', inMs: 2000 });
    await clock.advance(3000);
    expect(device.step()).toBeNull();
    expect(count('message')).toBe(2);
    expect(device.record().filter(({ what }) => what === 'impossible')).toMatchObject([
      { eventId: 'E2', error: expect.stringContaining('it is being read') },
    ]);
    reader.close();
  });

  it('tells another process of new rows and of new plans', async () => {
    const watcher = openAgain();
    const changed = new Promise<void>((resolve) => watcher.onChange(resolve));
    const planned = new Promise<void>((resolve) => watcher.onAgenda(resolve));
    const actor = openAgain();
    actor.schedule(text);
    await planned;
    actor.step();
    await changed;
    expect(watcher.openReader().prepare('SELECT count(*) FROM message').pluck().get()).toBe(1);
  });

  it('remembers what its Mac permits', () => {
    const facts = { ...basic, automation: false };
    createDeviceFolder(join(root, 'other'), { ...settings, facts });
    const device = openFolderDevice(join(root, 'other'), { clock, ids: countingIds() });
    open.push(device);
    expect(device.facts()).toEqual(facts);
  });

  it('says what is missing when the folder is none', () => {
    const nowhere = join(root, 'nowhere');
    expect(() => openFolderDevice(nowhere, { clock, ids: countingIds() })).toThrow(
      `${nowhere} is not a device folder: it has no ${join(nowhere, 'device.db')}. Make one with`,
    );
  });

  it('refuses a device.db of another version', () => {
    const db = new Database(folder.deviceDbPath);
    db.pragma('user_version = 9');
    db.close();
    expect(() => openAgain()).toThrow('has version 9, this program reads');
  });
});
