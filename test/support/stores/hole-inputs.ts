// Arbitrary holes, in few places.

import fc from 'fast-check';
import { time } from './pairing-inputs.ts';

const holeRowid = fc.integer({ min: 1, max: 5 });
const hole = fc.record({
  fromRowid: holeRowid,
  toRowid: fc.integer({ min: 5, max: 9 }),
  openedAtMs: time,
  asked: fc.nat({ max: 2 }),
});
export const holeChanges = {
  closed: fc.array(holeRowid, { maxLength: 2 }),
  opened: fc.array(hole, { maxLength: 2 }),
};
