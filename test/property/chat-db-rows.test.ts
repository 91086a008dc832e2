// The checks of file-11, over files that arbitrary events leave behind.

import { type NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WorldEvent } from '../../fake-imsg/device/device.ts';
import { createTestMac } from '../support/devices/fake-mac.ts';
import '../support/repository/seeded.ts';

const handle = fc.constantFrom('+15550001111', '+15550001112', 'bob@example.com', '262966');
const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const service = fc.constantFrom('iMessage', 'SMS', 'RCS', 'auto');
const group = fc.record({ name: fc.constantFrom('Lunch', 'Work'), with: fc.array(handle, { maxLength: 3 }) });
const ageMs = fc.integer({ min: 0, max: 7 * 86_400_000 });
const startMs = Date.UTC(2026, 0, 5, 9, 30);

const event: fc.Arbitrary<WorldEvent> = fc.oneof(
  fc.record({ kind: fc.constant('text'), from: handle, text, service }),
  fc.record({ kind: fc.constant('text'), from: handle, text, chat: group }),
  fc.record({ kind: fc.constant('text'), from: handle, text, sentMs: ageMs.map((age) => startMs - age) }),
  fc.record({ kind: fc.constant('own-text'), text, chat: group }),
  fc.record({ kind: fc.constant('own-text'), to: handle, text }),
  fc.record({ kind: fc.constant('script-send'), to: handle, service, text }),
);
const plan = fc.array(fc.record({ event, inMs: fc.nat(20_000) }), { minLength: 1, maxLength: 25 });

interface RowSeen {
  readonly text: string | null;
  readonly body: Buffer;
  readonly date: bigint;
  readonly joinDate: bigint | null;
  readonly room: string | null;
  readonly chatRoom: string | null;
  readonly style: bigint;
  readonly guid: string;
  readonly fromMe: bigint;
  readonly delivered: bigint;
}

const ROWS = `SELECT message.text, message.attributedBody AS body, message.date, link.message_date AS joinDate,
    message.cache_roomnames AS room, chat.room_name AS chatRoom, chat.style, chat.guid,
    message.is_from_me AS fromMe, message.is_delivered AS delivered
  FROM message LEFT JOIN chat_message_join AS link ON link.message_id = message.ROWID
  LEFT JOIN chat ON chat.ROWID = link.chat_id ORDER BY message.ROWID`;

it('every row keeps the conventions of Messages, whatever happened and in whatever order', () =>
  fc.assert(
    fc.asyncProperty(plan, async (entries) => {
      const mac = createTestMac();
      for (const entry of entries) mac.device.schedule(entry.event, { inMs: entry.inMs });
      for (let second = 0; second < 30; second += 1) await mac.pass(1000);
      const reader = mac.device.openReader();
      const rows = reader.prepare<[], RowSeen>(ROWS).safeIntegers().all();
      expect(rows).toHaveLength(entries.length);
      for (const row of rows) {
        const body = Unarchiver.open(row.body).decodeSingleRoot() as NSAttributedString;
        const units = body.runs.reduce((sum, run) => sum + run.range[1]! - run.range[0]!, 0);
        expect(row.date % 128n).toBe(0n);
        expect(row.joinDate).toBe(row.date);
        expect(row.text ?? String(body.string)).toBe(String(body.string));
        expect(units).toBe(String(body.string).length);
        expect(row.guid.split(';')[1]).toBe(row.style === 45n ? '-' : '+');
        expect(row.chatRoom === null).toBe(row.style === 45n);
        expect(row.room).toBe(row.chatRoom);
        if (row.fromMe === 1n && row.style === 43n) expect(row.delivered).toBe(0n);
      }
      expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(reader.pragma('foreign_key_check')).toEqual([]);
    }),
    { seed: 11, numRuns: 40 },
  ));
