import type { SendFault } from './fault.ts';

/** Control of Messages is refused (-1743). Over the bridge, which needs no permission, it is an error of the helper. */
export const sendDenied: SendFault = () => ({
  events: [],
  failure: { kind: 'script error', code: -1743, isDispatched: false },
});
