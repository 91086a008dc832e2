import { errorNumber, type SendFault } from './fault.ts';

const APPLE_EVENT_TIMED_OUT = -1712;

/** Messages sends the message but ends with an error. The value is the number of the error. */
export const sendUnknown: SendFault = (event, value) => {
  const code = errorNumber(value, APPLE_EVENT_TIMED_OUT);
  return { events: [{ event, inMs: 0 }], failure: { kind: 'script error', code, isDispatched: true } };
};
