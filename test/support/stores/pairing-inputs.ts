// Arbitrary parts, notices, and people who pair, over a world so small that they keep meeting each other.

import fc from 'fast-check';
import { TARGET } from './inputs.ts';

const rowid = fc.option(fc.integer({ min: 1, max: 12 }), { freq: 6 });
const accountId = fc.constantFrom('a', 'a', 'a', 'b');
export const time = fc.nat({ max: 6 });
export const partId = fc.constantFrom('p1', 'p2', 'p3', 'p4');

const partFields = {
  partId,
  ordinal: fc.nat({ max: 2 }),
  kind: fc.constant('text'),
  content: fc.constant('text'),
  target: fc.constant(TARGET),
  attemptId: fc.constant('attempt'),
  state: fc.constantFrom('queued', 'sending'),
  maxRowid: rowid,
  sendingAtMs: fc.option(time, { freq: 4 }),
};
export const part = fc.record(partFields);
export const notice = fc.record({ ...partFields, lane: fc.constant('l') });

export const handle = fc.constantFrom('+1555', '+1556', '+1557', '+1558', 'a@example.com');
/** Times far enough apart for a request to end in between. */
export const pairingTime = fc.constantFrom(0, 1, 2, 3_600_001, 3_600_002);
const offer = fc.record({
  sender: handle,
  code: fc.constantFrom('AAAAAAAA', 'BBBBBBBB'),
  notice,
});
export const stranger = fc.record({ handle, offer: fc.option(offer, { freq: 9 }) });
export const request = fc.record({
  accountId,
  handle,
  code: fc.constant('CCCCCCCC'),
  sender: handle,
  target: fc.option(fc.constant(TARGET)),
  createdAtMs: pairingTime,
  lastSeenAtMs: pairingTime,
  isDenied: fc.boolean(),
});
