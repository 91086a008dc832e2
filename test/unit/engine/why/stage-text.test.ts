import { expect, test } from 'vitest';
import { stageText } from '../../../../engine/why/stage-text.ts';

const MINUTE_MS = 60_000;
const age = { isStale: false, isReplay: false, windowMs: 15 * MINUTE_MS };
/** What the fence says of a row that was written at 0, and came when the clock here said so. */
const aged = (arrivedAtMs: number, cameAtMs = arrivedAtMs) =>
  stageText({ stage: 'fence', finding: null }, { message: { sentAtMs: 0 }, arrivedAtMs, cameAtMs, age });

test('the age that is told is the one that counted', () => {
  expect(aged(MINUTE_MS)).toBe('1 min old, at most 15 min; came by itself');
  expect(aged(121 * MINUTE_MS, MINUTE_MS)).toBe(
    '1 min old, at most 15 min; came by itself; the clock here was 2 h ahead',
  );
  expect(aged(-29 * MINUTE_MS, MINUTE_MS)).toBe(
    '1 min old, at most 15 min; came by itself; the clock here was 30 min behind',
  );
});
