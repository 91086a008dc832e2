import type { Message } from '../message/message.ts';

/** What is known of own sends when a batch is decided. */
export interface OwnSends {
  /** Whether this GUID proves one of our parts. */
  hasGuid(guid: string): boolean;
  /** Whether a part with this text is on its way to this chat and has no GUID yet. */
  isSending(chatGuid: string, text: string): boolean;
  /** Whether a row of this text and date, seen at `arrivedAtMs`, comes back from a part sent to this chat. */
  isReflection(row: ReflectedRow, arrivedAtMs: number): boolean;
}

export type ReflectedRow = Pick<Message, 'chatGuid' | 'text' | 'sentAtMs'>;

/**
 * Recognises what this account sent itself; the answer is the reason, or null for somebody's message.
 *
 * A row that claims to come from another person counts as ours only by GUID, or by text while exactly that
 * send is under way and the row names no sender: Messages inserts own rows as received without a handle and
 * corrects them later (C1). Text alone proves nothing, since people repeat the agent's words
 * (ECH-7, C8). Only in the chat with oneself each part comes back as a row of its own, under
 * the owner's address and another GUID: there text and time decide, or the agent would answer itself (ECH-3).
 */
export function echo(message: Message, own: OwnSends, arrivedAtMs: number): string | null {
  if (message.guid !== null && own.hasGuid(message.guid)) return 'own send';
  const isSending = message.chatGuid !== null && own.isSending(message.chatGuid, message.text);
  if (message.isFromMe) return isSending ? 'own send' : 'from me';
  if (message.isWithOneself && own.isReflection(message, arrivedAtMs)) return 'self-chat echo';
  return isSending && message.sender === '' ? 'own send' : null;
}
