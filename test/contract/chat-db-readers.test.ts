// A whole file, written the way Messages writes it, read by programs that know nothing of the fake.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMessageSDK } from '@photon-ai/imessage-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../fake-imsg/device/device.ts';
import { basic } from '../../fake-imsg/environments.ts';
import { createDeviceFolder } from '../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../fake-imsg/process/files/folder-device.ts';
import { messageGuid } from '../../fake-imsg/world/event/derived.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { countingIds } from '../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const START_MS = Date.UTC(2026, 0, 5, 9, 30);
const LONG = 'ü👋'.repeat(12_000);

let root: string;
let device: Device;
let sdk: IMessageSDK;
const platform = process.platform;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  const folder = createDeviceFolder(root, {
    facts: basic,
    ownerHandle: '+15550000001',
    imsgProgram: '/imsg',
  });
  const clock = createManualClock(START_MS);
  device = openFolderDevice(root, { clock, ids: countingIds() });
  const happen = (event: { kind: string; [field: string]: unknown }, eventId: string) => {
    device.schedule(event, { eventId });
    return clock.advance(5000).then(() => device.step());
  };
  await happen({ kind: 'text', from: ALICE, text: 'hello' }, 'hello');
  await happen({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'hi Alice' }, 'hi');
  const lunch = { name: 'Lunch', with: ['bob@example.com'] };
  await happen({ kind: 'text', from: ALICE, text: 'pizza?', chat: lunch }, 'pizza');
  await happen({ kind: 'own-text', text: 'yes', chat: lunch }, 'yes');
  await happen({ kind: 'text', from: 'bob@example.com', text: LONG }, 'long');
  await happen(
    { kind: 'text', from: '262966', text: 'code 1', service: 'SMS', sentMs: START_MS - 7_200_000 },
    'old',
  );
  // The kit asks for macOS when it is constructed, not when it is loaded.
  Object.defineProperty(process, 'platform', { value: 'darwin' });
  sdk = new IMessageSDK({ databasePath: folder.chatDbPath });
});

afterAll(async () => {
  Object.defineProperty(process, 'platform', { value: platform });
  await sdk.close();
  device.close();
  rmSync(root, { recursive: true });
});

describe('imessage-kit', () => {
  it('reads every message with its text, sender and chat', async () => {
    const messages = [...(await sdk.getMessages())].sort((a, b) => a.rowId - b.rowId);
    const seen = messages.map(({ id, text, participant, isFromMe, chatKind, service }) => ({
      id,
      text,
      participant,
      isFromMe,
      chatKind,
      service,
    }));
    const direct = { chatKind: 'dm', service: 'iMessage' };
    const group = { chatKind: 'group', service: 'iMessage' };
    expect(seen).toEqual([
      { id: messageGuid('hello'), text: 'hello', participant: ALICE, isFromMe: false, ...direct },
      { id: messageGuid('hi'), text: 'hi Alice', participant: ALICE, isFromMe: true, ...direct },
      { id: messageGuid('pizza'), text: 'pizza?', participant: ALICE, isFromMe: false, ...group },
      { id: messageGuid('yes'), text: 'yes', participant: null, isFromMe: true, ...group },
      { id: messageGuid('long'), text: LONG, participant: 'bob@example.com', isFromMe: false, ...direct },
      {
        id: messageGuid('old'),
        text: 'code 1',
        participant: '262966',
        isFromMe: false,
        chatKind: 'dm',
        service: 'SMS',
      },
    ]);
  });

  it('reads dates, delivery and parts', async () => {
    const messages = [...(await sdk.getMessages())].sort((a, b) => a.rowId - b.rowId);
    const [hello, hi, pizza, yes] = messages;
    const old = messages.at(-1)!;
    expect(hello!.createdAt.getTime()).toBe(START_MS);
    expect(old.createdAt.getTime()).toBe(START_MS - 7_200_000);
    expect(messages.map((message) => message.segmentCount)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(hi).toMatchObject({ isSent: true, isDelivered: true, hasError: false });
    expect(yes).toMatchObject({ isSent: true, isDelivered: false });
    expect(pizza).toMatchObject({ isDelivered: true, isRead: false, kind: 'text' });
  });

  it('lists the chats by kind and name', async () => {
    const chats = [...(await sdk.listChats())].map(({ name, kind, account }) => ({ name, kind, account }));
    const account = 'P:+15550000001';
    expect(chats).toHaveLength(4);
    expect(chats).toContainEqual({ name: 'Lunch', kind: 'group', account });
    expect(chats.filter((chat) => chat.kind === 'dm')).toHaveLength(3);
  });
});
