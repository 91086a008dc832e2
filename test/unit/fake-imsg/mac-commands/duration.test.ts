import { describe, expect, it } from 'vitest';
import { durationMs } from '../../../../fake-imsg/mac-commands/duration.ts';

describe('durationMs', () => {
  it.each([
    ['250ms', 250],
    ['90s', 90_000],
    ['1.5m', 90_000],
    ['3h', 10_800_000],
    ['2d', 172_800_000],
  ])('reads %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['3', 'h', '-3h', '3 h', ''])('refuses "%s" and says what it takes', (text) => {
    expect(() => durationMs(text)).toThrow('write a number and ms, s, m, h or d, such as 3h');
  });
});
