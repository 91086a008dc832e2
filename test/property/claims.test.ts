// Decisions and the journal together: however often and in whatever batches rows are sighted, each gets one
// fate, and the cursors never run ahead of what is journalled.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../engine/echo/own-sends.ts';
import { FATES } from '../../engine/fates.ts';
import { noClockWitnesses } from '../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../engine/inbound/decide.ts';
import type { Snapshot } from '../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../engine/message/authorship.ts';
import type { Arrival } from '../../engine/message/message.ts';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { accessOf } from '../support/messages/access.ts';
import { messageFrame, payload } from '../support/messages/payload.ts';
import { openCore } from '../support/stores/bed.ts';
import '../support/repository/seeded.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const SOURCE = 'source';
const ACCOUNT = 'default';

const snapshot: Snapshot = {
  accountId: ACCOUNT,
  includeAttachments: false,
  waitsForPreviews: false,
  answersFiltered: true,
  reactionNotifications: 'own',
  fence: { boundary: 5, hasCursor: true, recoveryWindowMs: 7_200_000 },
  own: createOwnSends().sends,
  ownAddresses: ownAddresses(null),
  access: accessOf('+15550001111'),
  clocks: noClockWitnesses(),
};

function arrival(rowid: number): Arrival {
  const kinds = [
    {},
    { sender: 'stranger' },
    { created_at: '2020-01-01T00:00:00.000Z' },
    { is_from_me: true },
    { text: '\uFFFC' },
    { text: 5 },
    { guid: '' },
  ];
  const fields = { id: rowid, guid: `G${rowid}`, text: `t${rowid}`, ...kinds[rowid % kinds.length] };
  return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS };
}

/** Batches as a wire might give them: with repeats, replays and gaps. */
const batches = fc.array(fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 8,
});

describe('rows sighted in any batches, any number of times', () => {
  it('get the fate they get when each comes once, and every arrival is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (order) => {
        const store = openCore(createMemoryCore());
        await store.createSource({ sourceId: SOURCE, locator: 'l', fileKey: null, createdAtMs: 0 });
        let before = { journalledTo: 0, settledTo: 0 };
        for (const rowids of order) {
          const rows = decide(rowids.map(arrival), snapshot).map((decision) => decision.row);
          const { journalledTo, settledTo } = await store.ingest({ sourceId: SOURCE, rows });
          expect(journalledTo ?? 0).toBeGreaterThanOrEqual(before.journalledTo);
          expect(settledTo ?? 0).toBeGreaterThanOrEqual(before.settledTo);
          expect(settledTo ?? 0).toBeLessThanOrEqual(journalledTo ?? 0);
          before = { journalledTo: journalledTo ?? 0, settledTo: settledTo ?? 0 };
        }
        const seen = [...new Set(order.flat())];
        const all = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 1_000 };
        const verdicts = await store.verdicts(all);
        const once = new Map(decide(seen.map(arrival), snapshot).map(({ row, fate }) => [row.eventId, fate]));
        expect(new Map(verdicts.map(({ eventId, fate }) => [eventId, fate]))).toEqual(once);
        const counts = await store.counts({ sourceId: SOURCE, accountId: ACCOUNT });
        expect(counts.sightings).toBe(order.flat().length);
        expect(counts.sightings).toBe(counts.rows + counts.repeats);
        expect(counts.rows).toBe(counts.pending + FATES.reduce((sum, fate) => sum + counts.fates[fate], 0));
      }),
      { numRuns: 200 },
    );
  });
});
