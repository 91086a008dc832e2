import { expect, test } from 'vitest';
import { EXPECTED_MARKS } from '../../../../scenarios/swarm/expected-marks.ts';
import { missedLimits, unmetSoFar } from '../../../../scenarios/swarm/soak-limits.ts';
import { NOTHING, type Tally } from '../../../../scenarios/swarm/tally.ts';

const rows = (must: number, mustNot: number, either: number) => ({
  must,
  mustNot,
  either: { 'at an edge': either },
});
const tallyOf = (seeds: number, undisturbed: Tally['undisturbed'], disturbed: Tally['disturbed']): Tally => ({
  ...NOTHING,
  seeds,
  undisturbed,
  disturbed,
});

test('a soak whose oracle can say of nearly every row what must be misses nothing', () => {
  expect(missedLimits(tallyOf(1_000, rows(69, 30, 1), rows(31, 9, 60)))).toEqual([]);
});

test('more than one in a hundred rows outside of faults of which nobody can say is too many', () => {
  expect(missedLimits(tallyOf(1_000, rows(980, 9, 11), rows(0, 0, 0)))).toEqual([
    'either outside of faults: 1.10 %, at most 1.00 %',
  ]);
});

test('fewer rows than half that must be answered are too few', () => {
  expect(missedLimits(tallyOf(1_000, rows(49, 1, 0), rows(0, 50, 0)))).toEqual([
    'must of all rows: 49.00 %, at least 50.00 %',
  ]);
  expect(missedLimits(tallyOf(1_000, rows(0, 0, 0), rows(0, 0, 0)))).toHaveLength(1);
});

test('a short soak is held to no shares, and its marks are only counted', () => {
  const short = tallyOf(999, rows(0, 1, 9), rows(0, 0, 0));
  expect(missedLimits(short)).toEqual([]);
  expect(unmetSoFar(short)).toBe(EXPECTED_MARKS.length);
});

test('marks that ten thousand seeds never met are named', () => {
  const { 'fault deaf': _, ...marks } = Object.fromEntries(EXPECTED_MARKS.map((mark) => [mark, 1]));
  const long = { ...tallyOf(10_000, rows(99, 0, 0), rows(0, 0, 0)), marks };
  expect(missedLimits(long)).toEqual(['never met: fault deaf']);
  expect(unmetSoFar(long)).toBe(0);
});
