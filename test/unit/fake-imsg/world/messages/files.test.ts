// What happens to the files themselves: a log made anew, another database at the same path, a photo on disk.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Device } from '../../../../../fake-imsg/device/device.ts';
import { basic } from '../../../../../fake-imsg/environments.ts';
import { openFileDevice } from '../../../../../fake-imsg/process/files/file-device.ts';
import { createDeviceFolder, deviceFolder } from '../../../../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../../../../fake-imsg/process/files/folder-device.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { countingIds } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../../support/processes/node-script.ts';

const ALICE = '+15550001111';
const text = (words: string) => ({ kind: 'text', from: ALICE, text: words });

function createMac() {
  const root = join(temporaryFolder(), 'mac');
  createDeviceFolder(root, { facts: basic, ownerHandle: '+15550000001', imsgProgram: '/imsg' });
  const clock = createManualClock(Date.UTC(2026, 0, 5, 9, 30));
  const ids = countingIds();
  const open = (): Device => {
    const device = openFolderDevice(root, { clock, ids });
    onTestFinished(() => device.close());
    return device;
  };
  const device = open();
  const happen = async (event: { kind: string }, by = device) => {
    by.schedule(event);
    await clock.advance(1000);
    by.step();
    await clock.advance(0);
  };
  const { chatDbPath, attachmentsDir } = deviceFolder(root);
  return { clock, device, open, happen, chatDbPath, attachmentsDir };
}

type Mac = ReturnType<typeof createMac>;

function textsOf({ device }: Mac): number {
  const reader = device.openReader();
  const count = reader.prepare('SELECT COUNT(*) FROM message').pluck().get() as number;
  reader.close();
  return count;
}

/** The texts a watch has told so far. */
const told = (imsg: ReturnType<typeof startTestImsg>): string[] =>
  imsg
    .frames()
    .filter(({ method }) => method === 'message')
    .map(({ params }) => params.message.text);

describe('a log that is made anew', () => {
  it('is another file, empty of what was written before', async () => {
    const mac = createMac();
    await mac.happen(text('before'));
    const { ino, size } = statSync(`${mac.chatDbPath}-wal`);
    expect(size).toBeGreaterThan(0);
    await mac.happen({ kind: 'rotate-wal' });
    const anew = statSync(`${mac.chatDbPath}-wal`);
    expect([anew.ino === ino, anew.size]).toEqual([false, 0]);
    await mac.happen(text('after'));
    expect(textsOf(mac)).toBe(2);
  });

  it('loses nothing for a watch that runs, whichever process writes', async () => {
    const mac = createMac();
    await mac.happen(text('before'));
    const other = mac.open();
    const imsg = startTestImsg(mac.open());
    imsg.ask('sub', 'watch.subscribe', { since_rowid: -1 });
    await mac.clock.advance(0);
    for (const round of [1, 2, 3]) {
      await mac.happen({ kind: 'rotate-wal' });
      await mac.happen(text(`by one ${round}`));
      await mac.happen(text(`by other ${round}`), other);
    }
    await mac.clock.advance(5000);
    const rounds = [1, 2, 3].flatMap((round) => [`by one ${round}`, `by other ${round}`]);
    expect(told(imsg)).toEqual(['before', ...rounds]);
    expect(imsg.frames().filter(({ method }) => method === 'error')).toEqual([]);
  });

  it('is no obstacle to a send under way', async () => {
    const mac = createMac();
    await mac.happen(text('before'));
    const imsg = startTestImsg(mac.open());
    imsg.ask('s', 'send', { to: ALICE, text: 'yes' });
    mac.device.schedule({ kind: 'rotate-wal' }, { inMs: 50 });
    await mac.clock.advance(1000);
    expect(imsg.answer('s').result).toMatchObject({ ok: true, id: 2 });
  });
});

describe('another database at the path', () => {
  it.each([
    ['lower', 1, 2],
    ['higher', 1005, 1024],
  ])('has %s rowids, from %i to %i', async (rowids, first, last) => {
    const mac = createMac();
    for (const words of ['one', 'two', 'three', 'four']) await mac.happen(text(words));
    const before = mac.device.files().database;
    await mac.happen({ kind: 'replace-database', rowids } as { kind: string });
    expect(mac.device.files().database).not.toBe(before);
    const reader = mac.device.openReader();
    const [range] = reader.prepare('SELECT MIN(ROWID) AS first, MAX(ROWID) AS last FROM message').all();
    reader.close();
    expect(range).toEqual({ first, last });
    await mac.happen(text('five'));
    expect(existsSync(`${mac.chatDbPath}-other`)).toBe(false);
  });

  it('is a copy of the one before', async () => {
    const mac = createMac();
    for (const words of ['one', 'two', 'three']) await mac.happen(text(words));
    await mac.happen({ kind: 'restore-database', lacks: 1 } as { kind: string });
    await mac.happen(text('four'));
    const reader = mac.device.openReader();
    const rowids = reader.prepare('SELECT message_id FROM chat_message_join ORDER BY 1').pluck().all();
    expect(rowids).toEqual([1, 2, 3]);
    expect(reader.pragma('foreign_key_check')).toEqual([]);
    reader.close();
  });

  it('is what new requests see, while a watch holds on to the old one', async () => {
    const mac = createMac();
    for (const words of ['one', 'two', 'three', 'four']) await mac.happen(text(words));
    const imsg = startTestImsg(mac.open());
    imsg.ask('sub', 'watch.subscribe', { since_rowid: 3 });
    await mac.clock.advance(0);
    await mac.happen({ kind: 'replace-database', rowids: 'lower' } as { kind: string });
    await mac.happen(text('five'));
    imsg.ask('after', 'messages.after', { since_rowid: 0 });
    await mac.clock.advance(20_000);
    expect(told(imsg)).toEqual(['four']);
    const { messages } = imsg.answer('after').result;
    expect(messages.map((message: { text: string }) => message.text)).toEqual([
      'restored message 1',
      'restored message 2',
      'five',
    ]);
  });

  it('is what a process meets that was not there', async () => {
    const mac = createMac();
    for (const words of ['one', 'two']) await mac.happen(text(words));
    await mac.happen({ kind: 'replace-database', rowids: 'higher' } as { kind: string });
    const imsg = startTestImsg(mac.open());
    imsg.ask(1, 'messages.after', { since_rowid: 0, limit: 1 });
    await mac.clock.advance(0);
    expect(imsg.answer(1).result).toMatchObject({ next_rowid: 1003, messages: [{ id: 1003 }] });
  });

  it('takes the place of a bare file as well', async () => {
    const mac = createMac();
    await mac.happen(text('one'));
    mac.device.close();
    const device = openFileDevice(mac.chatDbPath, { clock: mac.clock, ids: countingIds() });
    onTestFinished(() => device.close());
    await mac.happen({ kind: 'replace-database', rowids: 'lower' } as { kind: string }, device);
    const reader = device.openReader();
    expect(reader.prepare('SELECT COUNT(*) FROM message').pluck().get()).toBe(0);
    reader.close();
  });
});

describe('files that arrive', () => {
  it('lie in the folder of attachments whatever they are called', async () => {
    const mac = createMac();
    const files = ['../../../../../out\n.txt', '..', 'a/'];
    await mac.happen({ kind: 'row', from: ALICE, text: 'look', files, fileMs: 1 } as { kind: string });
    const reader = mac.device.openReader();
    const names = reader.prepare('SELECT filename FROM attachment ORDER BY ROWID').pluck().all() as string[];
    const given = reader.prepare('SELECT transfer_name FROM attachment ORDER BY ROWID').pluck().all();
    reader.close();
    expect(given).toEqual(files);
    const last = names.map((name) => name.split('/').at(-1));
    expect(last).toEqual(['out.txt', 'file', 'file']);
    for (const name of names) {
      const path = name.replace('~/Library/Messages/Attachments', mac.attachmentsDir);
      expect(existsSync(path), path).toBe(true);
    }
  });

  it('lie where their rows say, the hidden ones of a preview too', async () => {
    const mac = createMac();
    await mac.happen({ kind: 'photo', from: ALICE } as { kind: string });
    await mac.happen({ kind: 'link', from: ALICE, link: 'https://example.com', previewMs: 10 } as {
      kind: string;
    });
    const reader = mac.device.openReader();
    const names = reader.prepare('SELECT filename FROM attachment ORDER BY ROWID').pluck().all() as string[];
    reader.close();
    expect(names).toHaveLength(3);
    const paths = names.map((name) => name.replace('~/Library/Messages/Attachments', mac.attachmentsDir));
    const begins = paths.map((path) => readFileSync(path).subarray(0, 3).toString('hex'));
    expect(begins).toEqual(['ffd8ff', '89504e', '89504e']);
    expect(existsSync(names[0]!.replace('~', homedir()))).toBe(false);
  });
});
