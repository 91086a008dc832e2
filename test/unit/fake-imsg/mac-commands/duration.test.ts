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

  it('refuses what is longer than any Mac has lived (U8)', () => {
    expect(durationMs('36500d')).toBe(36_500 * 86_400_000);
    expect(() => durationMs('99999999d')).toThrow('"99999999d" is longer than 36500d');
  });

  it.each(['3', 'h', '-3h', '3 h', ''])('refuses "%s" and says what it takes', (text) => {
    expect(() => durationMs(text)).toThrow('write a number and ms, s, m, h or d, such as 3h');
  });
});
