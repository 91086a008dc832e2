import { parseDuration } from '../text/trigger.ts';
import type { SendFault } from './fault.ts';

/** Longer than any release looks for the row of a send. */
const LATE_MS = 10_000;

/** Messages says that it has sent the message, and does so only later. The value is how much later. */
export const sendLate: SendFault = (event, value) => ({
  events: [{ event, inMs: value === '' ? LATE_MS : parseDuration(value) }],
});
