import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sentAtMs } from '../../engine/message/date.ts';
import '../support/repository/seeded.ts';

const FIRST_MS = Date.UTC(2001, 0, 1, 0, 0, 1);
const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
const written = fc
  .tuple(fc.integer({ min: 2000, max: 2040 }), two, two, two, two, two, fc.integer({ min: 0, max: 999 }))
  .map(
    ([year, month, day, hours, minutes, seconds, ms]) =>
      `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${String(ms).padStart(3, '0')}Z`,
  );
const real = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
/** One character of a date is another one. */
const spoilt = fc
  .tuple(real, fc.nat({ max: 23 }), fc.constantFrom(' ', '-', '+', 'a', '0', '9', '.', ':', 'é', '１'))
  .map(([text, at, other]) => `${text.slice(0, at)}${other}${text.slice(at + 1)}`);

it('reads a date as the platform does', () => {
  fc.assert(
    fc.property(fc.oneof(real, written, spoilt, fc.string()), (text) => {
      const ms = Date.parse(text);
      expect(sentAtMs(text)).toBe(ms >= FIRST_MS ? ms : null);
    }),
    { numRuns: 5000 },
  );
});
