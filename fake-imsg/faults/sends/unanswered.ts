import type { SendFault } from './fault.ts';

/** Messages sends the message and never says so. */
export const sendUnanswered: SendFault = (event) => ({
  events: [{ event, inMs: 0 }],
  failure: { kind: 'silent' },
});
