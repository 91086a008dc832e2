// Every rowid up to the highest that was seen is seen or in a hole, whatever comes in which order (ruling-27).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../engine/inbound/decision.ts';
import { createHoleList, HOLES_MAX } from '../../../../engine/source/hole-list.ts';
import type { Hole, HoleChanges } from '../../../../engine/store/commands/holes.ts';
import { id } from '../../../support/messages/ids.ts';

interface Facts {
  readonly fate?: 'malformed' | 'denied';
  readonly waitsForChat?: boolean;
  readonly isBeyond?: boolean;
  readonly wasAskedFor?: boolean;
}

function row(
  rowid: number,
  { fate = 'denied', waitsForChat = false, isBeyond = false, wasAskedFor = false }: Facts = {},
): Decision {
  const known = { eventId: `e${rowid}`, rowid: id.rowid(rowid), guid: null, chatGuid: null, raw: null };
  return {
    row: { ...known, isFromMe: false, arrivedAtMs: 0, isBeyond, verdicts: [] },
    message: null,
    code: fate === 'malformed' ? 'bad_field' : 'dm_blocked',
    fate,
    isReplay: false,
    consequences: [],
    waitsForChat,
    wasAskedFor,
  };
}

const spansOf = (holes: readonly Hole[]) => holes.map(({ fromRowid, toRowid }) => [fromRowid, toRowid]);

function listAt(seenTo: number) {
  const list = createHoleList([]);
  list.raise(seenTo);
  return list;
}

describe('the list of holes', () => {
  it('has none while rows come one after the other, and commits nothing for them', () => {
    const list = listAt(3);
    expect(list.take([row(4), row(5), row(6)], 0).changes).toBeNull();
    expect(list.accountedTo()).toBe(6);
  });

  it('misses what lies between two rows, and no more what comes then', () => {
    const list = listAt(3);
    list.take([row(8)], 7);
    expect(list.holes).toEqual([{ fromRowid: 4, toRowid: 7, openedAtMs: 7, asked: 0 }]);
    const { changes } = list.take([row(5)], 9);
    expect(spansOf(list.holes)).toEqual([
      [4, 4],
      [6, 7],
    ]);
    expect(changes).toEqual({ closed: [4], opened: list.holes });
  });

  it('misses nothing before the first row where nothing is known', () => {
    const list = createHoleList([]);
    list.take([row(100)], 0);
    expect(list.holes).toEqual([]);
  });

  it('keeps a row back that waits for its chat, and passes over what has the number of a row that came', () => {
    const list = listAt(3);
    expect(list.take([row(4, { waitsForChat: true })], 0).kept).toEqual([]);
    expect(spansOf(list.holes)).toEqual([[4, 4]]);
    expect(list.take([row(4, { waitsForChat: true })], 0).kept).toEqual([]);
    expect(list.take([row(4, { waitsForChat: true })], 0).passedOver).toEqual([]);
    const forged = list.take([row(2, { waitsForChat: true })], 0);
    expect(forged.kept).toEqual([]);
    expect(forged.passedOver).toHaveLength(1);
    expect(list.take([row(4)], 0).kept).toHaveLength(1);
    expect(list.holes).toEqual([]);
  });

  it('follows no malformed row and none beyond the database, and does not miss the former later', () => {
    const list = listAt(3);
    list.take([row(5, { fate: 'malformed' }), row(2 ** 53 - 1, { isBeyond: true })], 0);
    expect(list.accountedTo()).toBe(3);
    list.take([row(7)], 0);
    expect(spansOf(list.holes)).toEqual([
      [4, 4],
      [6, 6],
    ]);
  });

  it('keeps none that is beyond the database and stands in no chat: nobody can be asked for it (Q4)', () => {
    const list = listAt(3);
    const beyond = list.take([row(2 ** 53 - 1, { isBeyond: true, waitsForChat: true })], 0);
    expect(beyond).toMatchObject({ kept: [], changes: null });
    expect(list.accountedTo()).toBe(3);
    expect(list.take([row(2 ** 53 - 1, { isBeyond: true })], 0).kept).toHaveLength(1);
  });

  it('takes no frame that cannot be understood for a missing row, unless it was asked for', () => {
    const list = listAt(3);
    list.take([row(6)], 0);
    const byItself = list.take([row(5, { fate: 'malformed' })], 0);
    expect(byItself).toMatchObject({ kept: [], changes: null });
    expect(spansOf(list.holes)).toEqual([[4, 5]]);
    const answer = list.take([row(5, { fate: 'malformed', wasAskedFor: true })], 0);
    expect(answer.kept).toHaveLength(1);
    expect(spansOf(list.holes)).toEqual([[4, 4]]);
    // One that can be understood, and says nothing, is the row itself.
    const debris = { ...row(4, { fate: 'malformed' }), message: {} as Decision['message'] };
    expect(list.take([debris], 0).kept).toHaveLength(1);
    expect(list.holes).toEqual([]);
  });

  it('misses the tail, cuts, counts what was asked, and gives up the oldest beyond its bound', () => {
    const list = listAt(3);
    list.missTo(9, 0);
    list.cut(6);
    expect(spansOf(list.holes)).toEqual([
      [4, 5],
      [6, 9],
    ]);
    list.asked(list.holes[0]!);
    expect(list.holes.map(({ asked }) => asked)).toEqual([1, 0]);
    const rowids = Array.from({ length: HOLES_MAX }, (_, index) => row(11 + index * 2));
    list.take(rowids, 0);
    expect(spansOf(list.dropOldest())).toEqual([
      [4, 5],
      [6, 9],
    ]);
    expect(list.holes).toHaveLength(HOLES_MAX);
  });

  it('accounts for every rowid, and a store that follows its changes has the same', () => {
    const batches = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(batches, (sequence) => {
        const list = listAt(0);
        const seen = new Set<number>();
        const stored = new Map<number, Hole>();
        const follow = ({ closed, opened }: HoleChanges) => {
          for (const fromRowid of closed) stored.delete(fromRowid);
          for (const hole of opened) stored.set(hole.fromRowid, hole);
        };
        for (const batch of sequence) {
          const { changes } = list.take(
            batch.map((rowid) => row(rowid)),
            0,
          );
          if (changes) follow(changes);
          for (const rowid of batch) seen.add(rowid);
        }
        for (let rowid = 1; rowid <= (list.accountedTo() ?? 0); rowid += 1) {
          const isMissed = list.holes.some((hole) => hole.fromRowid <= rowid && rowid <= hole.toRowid);
          expect(isMissed).toBe(!seen.has(rowid));
        }
        const byRowid = [...stored.values()].sort((one, other) => one.fromRowid - other.fromRowid);
        expect(byRowid).toEqual(list.holes);
      }),
    );
  });
});
