import { expect, test } from 'vitest';
import { DURATION, durationMs, durationText } from '../../../../scenarios/vocabulary/duration.ts';

test.each([
  ['250ms', 250],
  ['1.2s', 1200],
  ['90s', 90_000],
  ['5m', 300_000],
  ['3h', 10_800_000],
  ['3d', 259_200_000],
])('%s is %i ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['5', 's', '-5s', '5 s', '1e3s', '5sec', '5S'])('"%s" is no duration', (text) => {
  expect(DURATION.test(text)).toBe(false);
});

test.each([
  [250, '250ms'],
  [1200, '1.2s'],
  [90_000, '90s'],
  [7_200_000, '2h'],
  [0, '0ms'],
])('%i ms are written %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
