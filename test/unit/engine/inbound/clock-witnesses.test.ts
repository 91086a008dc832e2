import { describe, expect, it } from 'vitest';
import {
  besides,
  type ClockWitnesses,
  clockJumped,
  clockOffsetFor,
  commonClockOffset,
  isClockInDoubt,
  noClockWitnesses,
  noteDate,
  witnessRow,
} from '../../../../engine/inbound/clock-witnesses.ts';
import { normalizeHandle } from '../../../../engine/message/identity/handles.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const YEAR_MS = 365 * 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const ALICE = normalizeHandle('+15550001111')!;
const BOB = normalizeHandle('+15550002222')!;
const CAROL = normalizeHandle('+15550003333')!;

/** Rows of `sender` of one age, so long after now. */
function rows(known: ClockWitnesses, sender: typeof ALICE, ageMs: number, ...atMs: readonly number[]) {
  for (const ms of atMs)
    witnessRow(known, { sender, arrivedAtMs: NOW_MS + ms, sentAtMs: NOW_MS + ms - ageMs });
}

const THREE = [0, 70 * SECOND_MS, 140 * SECOND_MS];

describe('the clock of the gateway (ruling-4)', () => {
  it('is right until something proves otherwise', () => {
    expect(commonClockOffset(noClockWitnesses())).toBe(0);
    expect(clockOffsetFor(noClockWitnesses(), ALICE)).toBe(0);
    expect(clockOffsetFor(noClockWitnesses(), null)).toBe(0);
  });

  it.each([16 * MINUTE_MS, -16 * MINUTE_MS, 3 * HOUR_MS, -3 * HOUR_MS, YEAR_MS, -YEAR_MS])(
    'three rows of one sender over two minutes correct the fence of that sender: %i ms',
    (ageMs) => {
      const known = noClockWitnesses();
      rows(known, ALICE, ageMs, 0, 70 * SECOND_MS);
      expect(clockOffsetFor(known, ALICE)).toBe(0);
      rows(known, ALICE, ageMs, 140 * SECOND_MS);
      expect(clockOffsetFor(known, ALICE)).toBe(-ageMs);
      expect(clockOffsetFor(known, BOB)).toBe(0);
      expect(commonClockOffset(known)).toBe(0);
      expect(isClockInDoubt(known)).toBe(true);
    },
  );

  it('three rows are enough only two minutes after the first, and only if they are three', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS, 0, SECOND_MS, 2 * SECOND_MS, 119_999);
    expect(clockOffsetFor(known, ALICE)).toBe(0);
    rows(known, ALICE, HOUR_MS, 120_000);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS);
    const two = noClockWitnesses();
    rows(two, ALICE, HOUR_MS, 0, 130_000);
    // Told again, a little later.
    witnessRow(two, { sender: ALICE, arrivedAtMs: NOW_MS + 140_000, sentAtMs: NOW_MS + 130_000 - HOUR_MS });
    expect(clockOffsetFor(two, ALICE)).toBe(0);
  });

  it('the least of the ages counts, since the others were longer on their way; within a minute it is a delay', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS + 40_000, 0);
    rows(known, ALICE, HOUR_MS, 70_000);
    rows(known, ALICE, HOUR_MS + 60_000, 140_000);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS);
    const late = noClockWitnesses();
    rows(late, ALICE, 60_000, ...THREE);
    expect(clockOffsetFor(late, ALICE)).toBe(0);
    expect(isClockInDoubt(late)).toBe(false);
  });

  it('a younger row ends a correction at once: rows may be late, never early', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS, ...THREE);
    rows(known, ALICE, HOUR_MS - 60_000, 150_000);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS + 60_000);
    rows(known, ALICE, HOUR_MS - 60_001, 160_000);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS + 60_000);
    rows(known, ALICE, 0, 170_000);
    expect(clockOffsetFor(known, ALICE)).toBe(0);
    expect(isClockInDoubt(known)).toBe(false);
  });

  it('one that was held up changes nothing', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS, ...THREE);
    rows(known, ALICE, HOUR_MS + 5 * MINUTE_MS, 150_000);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS);
  });

  it('a clock that goes too fast is followed', () => {
    const known = noClockWitnesses();
    for (let row = 0; row <= 100; row += 1) {
      rows(known, ALICE, row * 12 * SECOND_MS, row * 20 * MINUTE_MS);
      expect(row * 12 * SECOND_MS + clockOffsetFor(known, ALICE)).toBeLessThan(3 * MINUTE_MS);
    }
    expect(clockOffsetFor(known, ALICE)).toBeLessThan(-15 * MINUTE_MS);
  });

  it('two senders that agree within a minute correct the fence of everybody', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS + 60_000, ...THREE);
    rows(known, BOB, HOUR_MS, ...THREE);
    expect(commonClockOffset(known)).toBe(-HOUR_MS);
    expect(clockOffsetFor(known, CAROL)).toBe(-HOUR_MS);
    rows(known, CAROL, 0, 200_000);
    expect(commonClockOffset(known)).toBe(0);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS - 60_000);
  });

  it('two whose dates are to come correct nobody, once somebody writes by the clock as it is', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, -20 * HOUR_MS, ...THREE);
    rows(known, BOB, -20 * HOUR_MS, ...THREE);
    expect(clockOffsetFor(known, CAROL)).toBe(20 * HOUR_MS);
    rows(known, CAROL, 2 * MINUTE_MS, 200_000);
    expect(clockOffsetFor(known, CAROL)).toBe(20 * HOUR_MS);
    rows(known, CAROL, MINUTE_MS, 210_000);
    expect(commonClockOffset(known)).toBe(0);
    expect([CAROL, ALICE].map((sender) => clockOffsetFor(known, sender))).toEqual([0, 20 * HOUR_MS]);
  });

  it('two that do not agree correct nobody but themselves', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS, ...THREE);
    rows(known, BOB, 2 * HOUR_MS, ...THREE);
    expect(commonClockOffset(known)).toBe(0);
    expect([ALICE, BOB].map((sender) => clockOffsetFor(known, sender))).toEqual([-HOUR_MS, -2 * HOUR_MS]);
  });

  it("the Mac's clock is the second witness where it agrees, and none alone", () => {
    const known = noClockWitnesses();
    known.macOffsetMs = -HOUR_MS - 60_000;
    expect(commonClockOffset(known)).toBe(0);
    rows(known, ALICE, HOUR_MS, ...THREE);
    expect(clockOffsetFor(known, CAROL)).toBe(-HOUR_MS);
    known.macOffsetMs = 20 * MINUTE_MS;
    expect(clockOffsetFor(known, CAROL)).toBe(0);
    expect(clockOffsetFor(known, ALICE)).toBe(-HOUR_MS);
  });

  it('what a batch adds leaves the original as it was', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS, ...THREE.slice(0, 2));
    rows(known, BOB, HOUR_MS, ...THREE);
    const batch = besides(known);
    rows(batch, ALICE, HOUR_MS, THREE[2]!);
    expect(clockOffsetFor(batch, CAROL)).toBe(-HOUR_MS);
    expect([ALICE, CAROL].map((sender) => clockOffsetFor(known, sender))).toEqual([0, 0]);
  });
});

describe('old rows are no witnesses', () => {
  it('a backlog, whether it comes at once or row by row', () => {
    for (const everyMs of [1, 30_000, 61_000, 5 * MINUTE_MS]) {
      const known = noClockWitnesses();
      for (let row = 0; row < 50; row += 1) {
        rows(known, ALICE, 3 * YEAR_MS - row * 7 * MINUTE_MS - row * everyMs, row * everyMs);
        expect(clockOffsetFor(known, ALICE)).toBe(0);
      }
    }
  });

  it('one that comes at the pace at which it was written, after the sender has written now', () => {
    for (const ageMs of [3 * YEAR_MS, 20 * MINUTE_MS]) {
      const known = noClockWitnesses();
      rows(known, ALICE, 500, 0);
      rows(known, ALICE, ageMs, MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS, 4 * MINUTE_MS);
      expect(clockOffsetFor(known, ALICE)).toBe(0);
    }
  });

  it('nor years later than anybody has written since', () => {
    const known = noClockWitnesses();
    rows(known, BOB, 500, 0);
    rows(known, ALICE, 3 * YEAR_MS, MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS, 4 * MINUTE_MS);
    expect(clockOffsetFor(known, ALICE)).toBe(0);
    const restarted = noClockWitnesses();
    noteDate(restarted, NOW_MS - HOUR_MS);
    rows(restarted, ALICE, 3 * YEAR_MS, MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS, 4 * MINUTE_MS);
    expect(clockOffsetFor(restarted, ALICE)).toBe(0);
    // A phone may be hours behind.
    rows(known, CAROL, 3 * HOUR_MS, ...THREE);
    expect(clockOffsetFor(known, CAROL)).toBe(-3 * HOUR_MS);
  });
});

describe('a gap between looks', () => {
  const jumped = (byMs: number) => {
    const known = noClockWitnesses();
    rows(known, ALICE, 500, -byMs - HOUR_MS);
    clockJumped(known, byMs, NOW_MS);
    return known;
  };

  it('voids what was measured', () => {
    const known = noClockWitnesses();
    rows(known, ALICE, HOUR_MS, ...THREE);
    rows(known, BOB, HOUR_MS, ...THREE);
    clockJumped(known, 20 * MINUTE_MS, NOW_MS + 200_000);
    expect([ALICE, CAROL].map((sender) => clockOffsetFor(known, sender))).toEqual([0, 0]);
  });

  it.each([16 * MINUTE_MS, -16 * MINUTE_MS, YEAR_MS])(
    'is a step once a row of its age comes over a minute later, for everybody: %i ms',
    (byMs) => {
      const known = jumped(byMs);
      rows(known, ALICE, byMs + 500, 60_000);
      expect(clockOffsetFor(known, ALICE)).toBe(0);
      rows(known, ALICE, byMs + 60_000, 60_001);
      expect(clockOffsetFor(known, ALICE)).toBe(-byMs);
      expect(commonClockOffset(known)).toBe(-byMs);
    },
  );

  it('is sleep once a row of another age comes', () => {
    for (const ageMs of [500, 15 * MINUTE_MS - 60_001, 3 * HOUR_MS]) {
      const known = jumped(15 * MINUTE_MS);
      rows(known, BOB, ageMs, SECOND_MS);
      rows(known, ALICE, 15 * MINUTE_MS, 70_000);
      expect(clockOffsetFor(known, ALICE)).toBe(0);
    }
  });

  it('counts as a step no longer once a younger row comes', () => {
    const known = jumped(16 * MINUTE_MS);
    rows(known, ALICE, 16 * MINUTE_MS, 70_000);
    rows(known, BOB, 0, 80_000);
    expect(clockOffsetFor(known, ALICE)).toBe(0);
  });

  it('counts as a step back no longer once somebody writes by the clock as it is', () => {
    const known = jumped(-3 * HOUR_MS);
    rows(known, ALICE, -3 * HOUR_MS, 70_000);
    expect(clockOffsetFor(known, BOB)).toBe(3 * HOUR_MS);
    rows(known, BOB, 500, 80_000);
    expect(clockOffsetFor(known, BOB)).toBe(0);
  });
});
