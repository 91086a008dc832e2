import type { SendFault } from './fault.ts';

/** Messages says that it has sent the message, and nothing ever happens. */
export const sendSwallowed: SendFault = () => ({ events: [] });
