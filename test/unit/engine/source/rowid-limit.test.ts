import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../engine/inbound/decision.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { createRowidLimit } from '../../../../engine/source/rowid-limit.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

const arrival = (rowid: unknown) => ({ raw: new Uint8Array(), payload: { id: rowid }, arrivedAtMs: 0 });

it('rows that follow each other are not looked up, nor is anything where there is no file (ruling-27)', () => {
  const clock = createManualClock();
  const here = createRowidLimit(EMPTY_MESSAGES_DB, clock);
  expect(here.look([arrival(4), arrival(1_003), arrival('x'), arrival(undefined)], 3)).toBeNull();
  expect(here.look([arrival(9_999)], null)).toBeNull();
  expect(createRowidLimit(null, clock).look([arrival(9_999)], 3)).toBeNull();
});

it('one that jumps is looked up once for its batch', async () => {
  let asked = 0;
  const highestEver = async () => {
    asked += 1;
    return 20;
  };
  const limit = createRowidLimit({ ...EMPTY_MESSAGES_DB, highestEver }, createManualClock());
  await limit.look([arrival(5_000), arrival(6_000)], 3);
  expect(asked).toBe(1);
});

it('one beyond everything that there has ever been is marked, the others of its batch are not (Q4)', async () => {
  const limit = createRowidLimit(
    { ...EMPTY_MESSAGES_DB, highestEver: async () => 5_000 },
    createManualClock(),
  );
  await limit.look([arrival(5_000), arrival(2 ** 53 - 1)], 3);
  const isBeyond = (rowid: number | null) => limit.mark({ row: { rowid } } as Decision).row.isBeyond ?? false;
  expect([null, 4, 5_000, 5_001, 2 ** 53 - 1].map(isBeyond)).toEqual([false, false, false, true, true]);
});

describe('where nobody can say whether there is such a row', () => {
  const UNREADABLE = { ...EMPTY_MESSAGES_DB, highestEver: () => Promise.reject(new Error('unreadable')) };
  const SLOW = { ...EMPTY_MESSAGES_DB, highestEver: () => new Promise<number>(() => {}) };

  /** Which of the rowids of each batch lie beyond, told one batch after the other behind row 3. */
  async function beyondIn(batches: readonly (readonly number[])[], db: MessagesDb | null) {
    const clock = createManualClock();
    const limit = createRowidLimit(db, clock);
    const beyond: number[][] = [];
    for (const batch of batches) {
      const looked = limit.look(batch.map(arrival), 3);
      await clock.advance(1_000);
      await looked;
      beyond.push(batch.filter((rowid) => limit.mark({ row: { rowid } } as Decision).row.isBeyond ?? false));
    }
    return beyond;
  }

  it.each([
    ['as behind a wrapper', null],
    ['since chat.db cannot be read', UNREADABLE],
    ['since chat.db does not answer', SLOW],
  ])('%s, one that jumps is beyond, until another follows it (Q4)', async (_why, db) => {
    expect(await beyondIn([[1_000_000]], db)).toEqual([[1_000_000]]);
    expect(await beyondIn([[1_000_000], [4], [1_000_000]], db)).toEqual([[1_000_000], [], [1_000_000]]);
    expect(await beyondIn([[1_000_000], [1_001_000]], db)).toEqual([[1_000_000], []]);
    expect(await beyondIn([[1_000_000], [1_001_001]], db)).toEqual([[1_000_000], [1_001_001]]);
    expect(await beyondIn([[1_000_000], [999_000]], db)).toEqual([[1_000_000], []]);
    expect(await beyondIn([[5_000, 5_001, 1_000_000, 6]], db)).toEqual([[1_000_000]]);
  });
});
