import { parseDuration } from '../text/trigger.ts';
import type { SendFault } from './fault.ts';

/** What was seen in the field was always 60 to 64 ms. */
const GAP_MS = 62;

/** Messages sends the message twice, with two GUIDs; the value is how far apart. */
export const sendTwice: SendFault = ({ guid, ...event }, value) => ({
  events: [
    { event: guid === undefined ? event : { ...event, guid }, inMs: 0 },
    { event, inMs: value === '' ? GAP_MS : parseDuration(value) },
  ],
});
