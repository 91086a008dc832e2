import { sendFails } from './fails.ts';
import type { SendFault } from './fault.ts';

/** Whoever it goes to has no iMessage: by SMS it arrives, and by anything else it seems to leave and fails seconds later. */
export const sendSmsOnly: SendFault = (event) =>
  event.service === 'SMS' ? { events: [{ event, inMs: 0 }] } : sendFails(event, '');
