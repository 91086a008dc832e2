import type { SendFault } from './fault.ts';

/** Messages has no such chat or person (-1728). */
export const sendNoChat: SendFault = () => ({
  events: [],
  failure: { kind: 'script error', code: -1728, isDispatched: false },
});
