import { expect, it } from 'vitest';
import type { WorldEvent } from '../../../../../fake-imsg/device/device.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const HOUR_MS = 3_600_000;

/** "Hi" and "yes" were said; "later" is sent in an hour. */
async function start() {
  const mac = createTestMac();
  const happen = async (event: WorldEvent) => {
    mac.device.schedule(event);
    await mac.pass(4000);
  };
  await happen({ kind: 'text', from: ALICE, text: 'hi' });
  await happen({ kind: 'own-text', to: ALICE, text: 'yes' });
  await happen({ kind: 'own-scheduled', to: ALICE, text: 'later' });
  const guidOf = new Map(
    ['hi', 'yes', 'later'].map((text, index) => [
      mac.all<{ guid: string }>(`SELECT guid FROM message WHERE ROWID = ${index + 1}`)[0]!.guid,
      text,
    ]),
  );
  const newest = () =>
    mac.all<Record<'previous' | 'target' | 'thread', string | null>>(
      `SELECT reply_to_guid AS previous, thread_originator_guid AS thread, substr(associated_message_guid, 5) AS target
        FROM message ORDER BY ROWID DESC LIMIT 1`,
    )[0]!;
  return { mac, happen, guidOf, newest };
}

it.each<[string, WorldEvent, 'previous' | 'target' | 'thread']>([
  ['is before no row', { kind: 'text', from: ALICE, text: 'so?' }, 'previous'],
  ['is tapped back by nobody else', { kind: 'tapback', from: ALICE, reaction: 'love' }, 'target'],
  ['is tapped back by the owner no more', { kind: 'tapback', to: ALICE, reaction: 'like' }, 'target'],
  ['gets no sticker', { kind: 'sticker-on', from: ALICE }, 'target'],
  ['is answered by nobody', { kind: 'reply', from: ALICE, text: 'what?' }, 'thread'],
])('what is still to be sent %s', async (_what, event, column) => {
  const { happen, guidOf, newest } = await start();
  await happen(event);
  expect(guidOf.get(newest()[column]!)).toBe('yes');
});

it('what is still to be sent is read by nobody, and what was sent is', async () => {
  const { mac, happen } = await start();
  const read = () =>
    mac.all<{ isRead: 0 | 1 }>('SELECT is_read AS isRead FROM message WHERE is_from_me = 1 ORDER BY ROWID');
  await happen({ kind: 'receipt', receipt: 'read', to: ALICE });
  expect(read()).toEqual([{ isRead: 1 }, { isRead: 0 }]);
  await mac.pass(HOUR_MS);
  await happen({ kind: 'receipt', receipt: 'read', to: ALICE });
  expect(read()).toEqual([{ isRead: 1 }, { isRead: 1 }]);
});

it('what was sent at its time is as any other', async () => {
  const { mac, happen, guidOf, newest } = await start();
  await mac.pass(HOUR_MS);
  await happen({ kind: 'reply', from: ALICE, text: 'what?' });
  expect([guidOf.get(newest().thread!), guidOf.get(newest().previous!)]).toEqual(['later', 'later']);
});
