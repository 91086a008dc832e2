// A process may die between what it did to chat.db and the note of it: the next one does it once more.

import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../../../fake-imsg/chat-db/schema/owner.ts';
import { createChatWriter } from '../../../../../fake-imsg/chat-db/write/writer.ts';
import type { WorldEvent } from '../../../../../fake-imsg/device/device.ts';
import { AWAKE } from '../../../../../fake-imsg/device/mac-state.ts';
import type { Mac } from '../../../../../fake-imsg/world/event/timed-write.ts';
import { expandEvent } from '../../../../../fake-imsg/world/events.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const TABLES = [
  'message',
  'chat',
  'handle',
  'chat_message_join',
  'chat_recoverable_message_join',
  'deleted_messages',
];

/** The database after every write of an event was applied so many times, each before the next one. */
async function chatDbAfter(event: WorldEvent, times: number) {
  const mac = createTestMac();
  for (const text of ['again', 'again', 'again']) {
    mac.device.schedule({ kind: 'text', from: ALICE, text });
    mac.device.schedule({ kind: 'own-text', to: ALICE, text });
    await mac.pass(1000);
  }
  const stub = {
    writer: createChatWriter(mac.device.openReader()),
    state: () => AWAKE,
    recordEffect() {},
  } as unknown as Mac;
  const context = { eventId: 'E', atMs: mac.clock.wallMs(), owner: ownerOf('+15550000001') };
  for (const write of expandEvent(event, context)) {
    for (let time = 0; time < times; time += 1) write.apply(stub);
  }
  return TABLES.map((table) => mac.all(`SELECT * FROM ${table}`));
}

const theirs = { from: ALICE, saying: 'again' };
const ours = { to: ALICE, saying: 'again' };

describe('applied twice, it is as if it were once', () => {
  it.each<WorldEvent>([
    { kind: 'tapback', reaction: 'love', ...theirs },
    { kind: 'tapback', reaction: 'love', remove: true, here: 'helper', ...ours },
    { kind: 'reply', text: 'yes', ...theirs },
    { kind: 'reply', text: 'again', to: ALICE },
    { kind: 'effect', text: 'boom', effect: 'confetti', from: ALICE },
    { kind: 'edit', text: 'once', ...theirs },
    { kind: 'edit', text: 'again', ...ours },
    { kind: 'unsend', ...theirs },
    { kind: 'unsend', ...ours },
    { kind: 'message-delete', to: ALICE },
    { kind: 'message-delete', forGood: true, ...ours },
    { kind: 'notify-anyway', ...ours },
  ])('$kind %#', async (event) => {
    const once = await chatDbAfter(event, 1);
    expect(await chatDbAfter(event, 2)).toEqual(once);
    expect(once).not.toEqual(await chatDbAfter(event, 0));
  });
});
