import type { ChatNumbers } from '../access/chat-numbers.ts';
import { type AccessDecision, decideAccess } from '../access/policy.ts';
import type { Message } from '../message/message.ts';
import type { Snapshot } from './snapshot.ts';

/** Whether the sender of a row may speak where it stands; null of an own one. Asked once: the clock goes by it, and the gate. */
export function accessOf(
  message: Message,
  { access, pairing }: Pick<Snapshot, 'access' | 'pairing'>,
  chats: ChatNumbers,
): AccessDecision | null {
  return message.isFromMe ? null : decideAccess(access, message, chats, pairing?.paired);
}
