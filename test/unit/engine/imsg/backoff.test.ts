import fc from 'fast-check';
import { expect, it } from 'vitest';
import { restartDelayMs } from '../../../../engine/imsg/backoff.ts';
import '../../../support/repository/seeded.ts';

it('doubles from one second and stays at five minutes', () => {
  const delays = [1, 2, 3, 8, 9, 10, 11, 5000].map((faults) => restartDelayMs(faults, 0));
  expect(delays).toEqual([1_000, 2_000, 4_000, 128_000, 256_000, 300_000, 300_000, 300_000]);
});

it('is shortened by at most a tenth', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (faults, fraction) => {
        const whole = restartDelayMs(faults, 0);
        const delay = restartDelayMs(faults, fraction);
        expect(delay).toBeLessThanOrEqual(whole);
        expect(delay).toBeGreaterThanOrEqual(whole * 0.9);
      },
    ),
  );
});
