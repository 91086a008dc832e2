import type { SendFault } from './fault.ts';

/** Messages takes the message and leaves nothing but an empty row in no chat (file-7, "ghost rows"). */
export const sendGhost: SendFault = (event) => ({
  events: [{ event: { ...event, fate: 'ghost' }, inMs: 0 }],
});
