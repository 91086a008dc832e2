import type { ReasonCode } from '../fates.ts';
import type { Message } from '../message/message.ts';
import { isOfOwnDeed } from './own-deeds.ts';
import { hasGuid, isReflection, isSending, type OwnSends } from './own-sends.ts';

/**
 * Recognises what this account sent itself; the answer is the reason, or null for somebody's message.
 *
 * A row that claims to come from another person counts as ours only by GUID, or by text while exactly that
 * send is under way and the row names no sender: Messages inserts own rows as received without a handle and
 * corrects them later (C1). Text alone proves nothing, since people repeat the agent's words
 * (ECH-7, C8). Only in the chat with oneself each part comes back as a row of its own, under
 * the owner's address and another GUID: there text and time decide, or the agent would answer itself (ECH-3).
 */
export function echo(message: Message, own: OwnSends, arrivedAtMs: number): ReasonCode | null {
  if (message.guid !== null && hasGuid(own, message.guid)) return 'own_send';
  const isOnTheWay = message.chatGuid !== null && isSending(own, message.chatGuid, message.text);
  if (message.isFromMe)
    return isOnTheWay || isOfOwnDeed(own.deeds, message, arrivedAtMs) ? 'own_send' : 'from_me';
  if (message.isWithOneself && isReflection(own, message, arrivedAtMs)) return 'self_chat_echo';
  return isOnTheWay && message.sender === '' ? 'own_send' : null;
}
