// A file in which people tapped back, answered, edited, took back and deleted, read by a program that knows
// nothing of the fake, and held to what file-11 says of every file.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBuffer } from '@parseaple/bplist';
import { NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import { IMessageSDK, type Message } from '@photon-ai/imessage-kit';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../fake-imsg/device/device.ts';
import { basic } from '../../fake-imsg/environments.ts';
import { createDeviceFolder } from '../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../fake-imsg/process/files/folder-device.ts';
import { messageGuid } from '../../fake-imsg/world/event/derived.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { countingIds } from '../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const BOB = 'bob@example.com';
const CREW = { name: 'Crew', with: [ALICE, BOB] };

let root: string;
let device: Device;
let reader: Database;
let sdk: IMessageSDK;
let messages: Message[];
const platform = process.platform;
const one = (eventId: string) => messages.find(({ id }) => id === messageGuid(eventId));

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  const folder = createDeviceFolder(root, {
    facts: basic,
    ownerHandle: '+15550000001',
    imsgProgram: '/imsg',
  });
  const clock = createManualClock(Date.UTC(2026, 0, 5, 9, 30));
  device = openFolderDevice(root, { clock, ids: countingIds() });
  const happen = async (eventId: string, event: { kind: string; [field: string]: unknown }) => {
    device.schedule(event, { eventId });
    await clock.advance(5000);
    device.step();
  };
  const on = (eventId: string) => ({ message: messageGuid(eventId) });
  await happen('text', { kind: 'text', from: ALICE, text: 'Good mroning' });
  await happen('photo', { kind: 'photo', from: BOB, caption: 'look', chat: CREW });
  await happen('love', { kind: 'tapback', from: ALICE, reaction: 'love', ...on('photo') });
  await happen('emoji', { kind: 'tapback', from: ALICE, reaction: '🎉', ...on('photo') });
  await happen('mine', { kind: 'tapback', reaction: 'like', part: 1, ...on('photo') });
  await happen('gone', { kind: 'tapback', reaction: 'like', part: 1, remove: true, ...on('photo') });
  await happen('reply', { kind: 'reply', from: ALICE, text: 'nice 👋', part: 1, ...on('photo') });
  await happen('edit 1', { kind: 'edit', from: ALICE, text: 'Good morning', ...on('text') });
  await happen('edit 2', {
    kind: 'edit',
    from: ALICE,
    text: 'Good morning https://example.com',
    ...on('text'),
  });
  await happen('effect', { kind: 'effect', from: ALICE, text: 'boom', effect: 'confetti' });
  await happen('oops', { kind: 'text', from: ALICE, text: 'oops' });
  await happen('unsend', { kind: 'unsend', from: ALICE, ...on('oops') });
  await happen('unsend part', { kind: 'unsend', from: BOB, part: 0, ...on('photo') });
  await happen('own', { kind: 'script-send', to: ALICE, service: 'iMessage', text: 'secret' });
  await happen('delete', { kind: 'message-delete', ...on('own') });
  reader = device.openReader();
  // The kit asks for macOS when it is constructed, not when it is loaded.
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  sdk = new IMessageSDK({ databasePath: folder.chatDbPath });
  messages = [...(await sdk.getMessages())];
});

afterAll(async () => {
  Object.defineProperty(process, 'platform', { value: platform });
  await sdk.close();
  device.close();
  rmSync(root, { recursive: true });
});

describe('imessage-kit', () => {
  it('sees which tapbacks there are', () => {
    const on = (part: number) => ({ targetMessageId: `p:${part}/${messageGuid('photo')}` });
    expect(one('love')).toBeUndefined();
    expect(one('emoji')).toMatchObject({
      text: 'Reacted 🎉 to an image',
      reaction: {
        ...on(0),
        kind: 'emoji',
        emoji: '🎉',
        isRemoved: false,
        textRange: { location: 0, length: 1 },
      },
    });
    expect(one('mine')).toBeUndefined();
    expect(one('gone')).toMatchObject({
      text: 'Removed a like from “look”',
      isFromMe: true,
      reaction: { ...on(1), kind: 'like', isRemoved: true, textRange: { location: 1, length: 4 } },
    });
  });

  it('sees threads, effects, edits and what was taken back', () => {
    expect(one('reply')).toMatchObject({ text: 'nice 👋', threadRootMessageId: messageGuid('photo') });
    expect(one('effect')).toMatchObject({ sendEffect: 'com.apple.messages.effect.CKConfettiEffect' });
    expect(one('text')).toMatchObject({
      text: 'Good morning https://example.com',
      editedAt: expect.any(Date),
    });
    expect(one('oops')).toMatchObject({
      text: null,
      segmentCount: 0,
      retractedAt: expect.any(Date),
      editedAt: expect.any(Date),
    });
    expect(one('photo')).toMatchObject({ text: 'look', attachments: [], hasAttachments: false });
  });
});

describe('the file', () => {
  const all = <Row>(sql: string) => reader.prepare(sql).all() as Row[];

  it('is sound', () => {
    expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(all('PRAGMA foreign_key_check')).toEqual([]);
  });

  it('has dates that went through a double, the same in the join', () => {
    expect(all('SELECT 1 FROM message WHERE date % 128 != 0 OR date_edited % 128 != 0')).toEqual([]);
    const differing = `SELECT 1 FROM chat_message_join AS link JOIN message ON message.ROWID = link.message_id
      WHERE link.message_date != message.date`;
    expect(all(differing)).toEqual([]);
  });

  it('has lists and bodies that others can parse, with as many placeholders as files', () => {
    const rows = all<{ id: number; summary: Buffer; body: Buffer | null; text: string | null }>(
      'SELECT ROWID AS id, message_summary_info AS summary, attributedBody AS body, text FROM message',
    );
    for (const { id, summary, body, text } of rows) {
      expect(parseBuffer(summary)).toHaveLength(1);
      const root = body && Unarchiver.open(body).decodeSingleRoot();
      const said = root instanceof NSAttributedString ? String(root.string) : '';
      if (text !== null) expect(text).toBe(said);
      const files = reader.prepare('SELECT 1 FROM message_attachment_join WHERE message_id = ?').all(id);
      expect(said.split('\uFFFC')).toHaveLength(files.length + 1);
    }
  });

  it('has one tapback of a person on a part', () => {
    const several = `SELECT 1 FROM message WHERE associated_message_type BETWEEN 2000 AND 3007
      GROUP BY associated_message_guid, is_from_me, handle_id HAVING COUNT(*) > 1`;
    expect(all(several)).toEqual([]);
    const deleted = all<{ guid: string }>('SELECT guid FROM deleted_messages ORDER BY ROWID');
    expect(deleted.map(({ guid }) => guid)).toEqual([messageGuid('love'), messageGuid('mine')]);
  });

  it('keeps a deleted message apart', () => {
    expect(
      all(
        'SELECT message.guid AS guid FROM chat_recoverable_message_join JOIN message ON message.ROWID = message_id',
      ),
    ).toEqual([{ guid: messageGuid('own') }]);
  });
});
