import type { SendFault } from './fault.ts';

/** Messages sends the message, and imsg is gone before it can say so. */
export const sendDies: SendFault = (event) => ({
  events: [{ event, inMs: 0 }],
  failure: { kind: 'silent' },
  ends: true,
});
