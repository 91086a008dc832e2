import type { SendStatus } from '../chat-db/read/send-status.ts';

/** What became of a message, as far as its row says (wire-2.6). */
export type SendState = 'pending' | 'sent' | 'delivered' | 'failed';

export function sendState({ error, isDelivered, dateDelivered, isSent }: SendStatus): SendState {
  if (error !== 0) return 'failed';
  if (isDelivered !== 0 || dateDelivered > 0) return 'delivered';
  return isSent === 0 ? 'pending' : 'sent';
}
