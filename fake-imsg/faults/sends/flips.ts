import { parseDuration } from '../text/trigger.ts';
import type { SendFault } from './fault.ts';

/** The message leaves, and its row looks like somebody else's for a while. The value is how long. */
export const sendFlips: SendFault = (event, value) => {
  const flipMs = value === '' ? {} : { flipMs: parseDuration(value) };
  return { events: [{ event: { ...event, fate: 'flipped', ...flipMs }, inMs: 0 }] };
};
