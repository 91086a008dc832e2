import { NO_SUCH_USER } from '../../chat-db/write/failures.ts';
import { errorNumber, type SendFault } from './fault.ts';

/** The message is there and seems to be sent; seconds later its row says that it failed. The value is `error`. */
export const sendFails: SendFault = (event, value) => ({
  events: [{ event: { ...event, fate: 'failed', error: errorNumber(value, NO_SUCH_USER) }, inMs: 0 }],
});
