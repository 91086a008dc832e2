// imessage-kit over a whole file to which everything there is has happened.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMessageSDK, type Message } from '@photon-ai/imessage-kit';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageGuid } from '../../fake-imsg/world/event/derived.ts';
import { burstGuid } from '../../fake-imsg/world/messages/flush.ts';
import { linkGuid } from '../../fake-imsg/world/messages/links.ts';
import { previewGuid } from '../../fake-imsg/world/messages/split.ts';
import { copyGuid } from '../../fake-imsg/world/owner/self-text.ts';
import { twinGuid } from '../../fake-imsg/world/rows/preview-rows.ts';
import {
  ALICE,
  BOB,
  CAROL,
  type LivedInMac,
  liveInMac,
  ME,
  START_MS,
} from '../support/devices/every-event.ts';

const LONG = 'ü👋'.repeat(12_000);
const BALLOON = 'com.apple.messages.URLBalloonProvider';

let root: string;
let mac: LivedInMac;
let sdk: IMessageSDK;
let messages: readonly Message[];
const platform = process.platform;
const byGuid = (guid: string) => messages.find(({ id }) => id === guid)!;
const of = (eventId: string) => byGuid(messageGuid(eventId));

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  mac = await liveInMac(join(root, 'mac'));
  // The kit asks for macOS when it is constructed, not when it is loaded.
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  sdk = new IMessageSDK({ databasePath: mac.chatDbPath });
  messages = [...(await sdk.getMessages())].sort((a, b) => a.rowId - b.rowId);
});

afterAll(async () => {
  Object.defineProperty(process, 'platform', { value: platform });
  await sdk.close();
  mac.device.close();
  rmSync(root, { recursive: true });
});

it('reads every row', () => {
  const db = new Database(mac.chatDbPath, { readonly: true });
  const guids = db.prepare('SELECT guid FROM message ORDER BY ROWID').pluck().all();
  db.close();
  expect(messages.map(({ id }) => id)).toEqual(guids);
});

describe('a message (file-10)', () => {
  it.each([
    ['hello', { text: 'hello', participant: ALICE, isFromMe: false, chatKind: 'dm', service: 'iMessage' }],
    ['long', { text: LONG, segmentCount: 1 }],
    ['linked', { text: 'see https://example.com/in-text now', appBundleId: null }],
    ['sms', { text: 'code 1', participant: '262966', service: 'SMS' }],
    ['rcs', { text: 'from Android', service: 'RCS' }],
    ['business', { text: 'Your order', participant: 'urn:biz:0f8fad5b-d9cb-469f-a165-70867728950e' }],
    ['unjoined', { text: 'nowhere', chatKind: 'unknown' }],
    ['mine', { text: 'hi', isFromMe: true, isSent: true, isDelivered: true, isRead: false }],
    ['note', { text: 'note', isFromMe: true, participant: ME, isDelivered: true, isRead: true }],
    ['flip', { text: 'flipped', isFromMe: true, participant: ALICE, isDelivered: true }],
    ['script', { text: 'by script', isFromMe: true, isDelivered: true, isRead: true, hasError: false }],
    ['rich', { text: 'by bridge', isFromMe: true, participant: ALICE }],
    ['pizza', { text: 'pizza?', chatKind: 'group', participant: ALICE }],
    ['yes', { text: 'yes', chatKind: 'group', isFromMe: true, isDelivered: false }],
    ['effect', { text: 'boom', sendEffect: 'com.apple.messages.effect.CKConfettiEffect' }],
    ['typo', { text: 'the', editedAt: expect.any(Date) }],
    ['regret', { editedAt: expect.any(Date), segmentCount: 0 }],
    ['voice', { isAudioMessage: true, isExpirable: true }],
  ])('%s is read as it was meant', (eventId, expected) => {
    expect(of(eventId)).toMatchObject(expected);
  });

  it('is read as often as it is there', () => {
    expect(byGuid(copyGuid('note'))).toMatchObject({ text: 'note', isFromMe: false, participant: ME });
    expect(byGuid(burstGuid('flush', 0))).toMatchObject({ text: 'late', participant: BOB });
    expect(byGuid(burstGuid('backfill', 1))).toMatchObject({ text: 'old message 2' });
  });

  it('has the date on which it was sent', () => {
    expect(of('sms').createdAt.getTime()).toBe(START_MS - 7_200_000);
    expect(byGuid(burstGuid('backfill', 0)).createdAt.getTime()).toBe(START_MS - 2e11);
  });

  it('answers in a thread', () => {
    expect(of('reply').threadRootMessageId).toBe(messageGuid('question'));
    expect(of('question').threadRootMessageId).toBeNull();
  });
});

describe('a link', () => {
  it('is a balloon with its preview', () => {
    const previews = [previewGuid('split'), messageGuid('link'), twinGuid('link'), linkGuid('links', 0)];
    for (const guid of previews) {
      expect(byGuid(guid)).toMatchObject({ appBundleId: BALLOON, text: expect.stringMatching(/^https:/) });
    }
    expect(of('split')).toMatchObject({ text: 'Dump', appBundleId: null });
  });
});

describe('an attachment', () => {
  const filesOf = (eventId: string) =>
    of(eventId).attachments.map(({ fileName, mimeType, transferStatus }) => [
      fileName,
      mimeType,
      transferStatus,
    ]);

  it('is read with its name, type and state', () => {
    expect(filesOf('photos')).toEqual(
      [1, 2, 3].map((place) => [`IMG_000${place}.HEIC`, 'image/heic', 'complete']),
    );
    expect(filesOf('voice')).toEqual([['Audio Message.caf', 'audio/x-caf', 'complete']]);
    expect(filesOf('file')).toEqual([['Invoice.pdf', 'application/pdf', 'complete']]);
    expect(filesOf('lost')).toEqual([['IMG_0001.jpeg', 'image/jpeg', 'transferring']]);
    expect(filesOf('photo')).toContainEqual(['IMG_0001.HEIC', 'image/heic', 'complete']);
    expect(of('hello').attachments).toEqual([]);
  });
});

describe('a reaction', () => {
  it('is read with what it was put on', () => {
    expect(of('love').reaction).toMatchObject({
      kind: 'love',
      // The kit hands on the part as well.
      targetMessageId: `p:0/${messageGuid('mine')}`,
      isRemoved: false,
    });
    expect(of('unparty').reaction).toMatchObject({
      kind: 'emoji',
      emoji: '🎉',
      targetMessageId: `p:0/${messageGuid('question')}`,
      isRemoved: true,
    });
    // To the kit a vote is one as well.
    expect(messages.filter(({ reaction }) => reaction !== null)).toHaveLength(4);
  });
});

describe('a group', () => {
  it('tells who came and went and what it is called', () => {
    expect(of('join')).toMatchObject({ kind: 'memberAdded', affectedParticipant: CAROL });
    expect(of('out')).toMatchObject({ kind: 'memberRemoved', affectedParticipant: BOB });
    expect(of('rename')).toMatchObject({ kind: 'nameChanged', newGroupName: 'Dinner' });
    expect(of('icon')).toMatchObject({ kind: 'groupAction' });
    expect(of('leave')).toMatchObject({ kind: 'groupAction', participant: CAROL });
  });

  it('is listed beside the direct chats', async () => {
    const chats = [...(await sdk.listChats())].map(({ name, kind }) => ({ name, kind }));
    expect(chats.filter(({ kind }) => kind === 'group')).toContainEqual({ name: 'Dinner', kind: 'group' });
    expect(chats.filter(({ kind }) => kind === 'dm').length).toBeGreaterThanOrEqual(6);
  });
});
