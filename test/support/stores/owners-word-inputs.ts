import fc from 'fast-check';
import { id } from '../messages/ids.ts';
import { time } from './pairing-inputs.ts';

/** Words of the owner that come whenever by their clocks, also by one that was set. */
export const ownersWord = fc.record(
  {
    conversation: fc.constantFrom('c1', 'c2'),
    atMs: time,
    gatewayAtMs: time,
    cameAtMs: time,
    arrivedAtMs: time,
    takes: fc.uniqueArray(fc.constantFrom(id.lane('l'), id.lane('m')), { maxLength: 2 }),
  },
  { requiredKeys: ['conversation', 'atMs', 'gatewayAtMs', 'cameAtMs', 'arrivedAtMs'] },
);
