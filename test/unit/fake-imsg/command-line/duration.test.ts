import { expect, it } from 'vitest';
import { parseDuration } from '../../../../fake-imsg/command-line/duration.ts';

it.each([
  ['250ms', 0.25],
  ['5s', 5],
  ['1.5m', 90],
  ['1h', 3600],
  ['2', 2],
  [' .5s ', 0.5],
  ['1e3ms', 1],
  ['', null],
  ['s', null],
  ['5 s', null],
  ['1m30s', null],
  ['soon', null],
])('"%s" is %s seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});
