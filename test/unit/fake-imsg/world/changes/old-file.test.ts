// A file of an older system lacks tables and columns; what is done to its messages is done as far as it has them.

import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { ownerOf } from '../../../../../fake-imsg/chat-db/schema/owner.ts';
import { createChatWriter } from '../../../../../fake-imsg/chat-db/write/writer.ts';
import type { WorldEvent } from '../../../../../fake-imsg/device/device.ts';
import { AWAKE } from '../../../../../fake-imsg/device/mac-state.ts';
import type { Mac } from '../../../../../fake-imsg/world/event/timed-write.ts';
import { expandEvent } from '../../../../../fake-imsg/world/events.ts';

const SAMPLE = readFileSync(new URL('../../../../contract/recorded/sample.sql', import.meta.url), 'utf8');
const ADA = '+14155550101';
const guidOf = (rowid: number) =>
  `${rowid.toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-0000000000AA`;

/** The file after an event, and a row of it. */
function happen(event: WorldEvent) {
  const db = new Database(':memory:');
  db.exec(SAMPLE);
  const mac = {
    writer: createChatWriter(db),
    state: () => AWAKE,
    recordEffect() {},
  } as unknown as Mac;
  const context = { eventId: 'E', atMs: Date.UTC(2026, 4, 18), owner: ownerOf('+14155550199') };
  for (const write of expandEvent(event, context)) write.apply(mac);
  const row = (rowid: number) => db.prepare('SELECT * FROM message WHERE ROWID = ?').get(rowid);
  return { db, row, newest: () => db.prepare('SELECT * FROM message ORDER BY ROWID DESC').get() };
}

it('edits a message without a history', () => {
  const { row } = happen({ kind: 'edit', from: ADA, message: guidOf(1), text: 'hello' });
  expect(row(1)).toMatchObject({ text: null, attributedBody: expect.any(Buffer) });
});

it('edits and unsends a message whose body is cut off', () => {
  const edited = happen({ kind: 'edit', from: ADA, message: guidOf(3), text: 'whole' });
  expect((edited.row(3) as { attributedBody: Buffer }).attributedBody.includes('whole')).toBe(true);
  const unsent = happen({ kind: 'unsend', from: ADA, message: guidOf(3) });
  expect(unsent.row(3)).toMatchObject({ text: null, attributedBody: null });
});

it('puts a tapback in place of the one before', () => {
  const { db, newest } = happen({ kind: 'tapback', from: ADA, reaction: 'love', message: guidOf(2) });
  expect(newest()).toMatchObject({
    associated_message_guid: `p:0/${guidOf(2)}`,
    associated_message_type: 2000,
    service: 'iMessage',
  });
  const left = db.prepare('SELECT ROWID FROM message WHERE ROWID IN (9, 10)').all();
  expect(left).toEqual([]);
});

it('deletes a message at once where there is no Recently Deleted', () => {
  const { db, row } = happen({ kind: 'message-delete', message: guidOf(1) });
  expect(row(1)).toBeUndefined();
  expect(db.prepare('SELECT 1 FROM chat_message_join WHERE message_id = 1').all()).toEqual([]);
});

it('answers a message and notifies of one without minding what is missing', () => {
  const { newest } = happen({ kind: 'reply', from: ADA, text: 'yes', message: guidOf(2) });
  expect(newest()).toMatchObject({ thread_originator_guid: guidOf(2), thread_originator_part: '0:0:13' });
  expect(() => happen({ kind: 'notify-anyway', message: guidOf(2) })).not.toThrow();
});
