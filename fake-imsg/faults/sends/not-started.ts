import type { SendFault } from './fault.ts';

/** The message never reaches Messages, and that is known. */
export const sendNotStarted: SendFault = () => ({ events: [], failure: { kind: 'not launched' } });
