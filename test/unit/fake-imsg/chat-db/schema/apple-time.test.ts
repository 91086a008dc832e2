import { describe, expect, it } from 'vitest';
import { appleNs, unixMsOfAppleNs } from '../../../../../fake-imsg/chat-db/schema/apple-time.ts';

describe('appleNs (file-3.1)', () => {
  it('counts from the start of 2001', () => {
    expect(appleNs(Date.UTC(2001, 0, 1))).toBe(0n);
  });

  it('rounds a whole millisecond of today to the multiple of 128 below or above it, as Messages does', () => {
    const ns = appleNs(Date.UTC(2026, 8, 2, 13, 37, 56, 247));
    expect(ns % 128n).toBe(0n);
    expect(ns % 1_000_000_000n).toBe(246_999_936n);
  });

  it('keeps fractions of a millisecond as far as a double holds them', () => {
    expect(appleNs(unixMsOfAppleNs(810_049_076_256_772_992n))).toBe(810_049_076_256_772_992n);
    expect(new Date(unixMsOfAppleNs(810_049_076_256_772_992n)).toISOString()).toBe(
      '2026-09-02T13:37:56.256Z',
    );
  });

  it('survives a trip through a JavaScript number', () => {
    const ns = appleNs(Date.UTC(2026, 5, 1, 12, 0, 0, 89));
    expect(BigInt(Number(ns))).toBe(ns);
  });
});
