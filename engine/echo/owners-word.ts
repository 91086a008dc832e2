// Which rows of ours the owner wrote: those that cannot be what the gateway sent, whatever became of it (ruling-33).

import { isInChat } from '../message/chat-meaning.ts';
import { isArchive, isEditSentence } from '../message/debris.ts';
import type { Message } from '../message/message.ts';
import { isPreview } from '../message/preview.ts';
import { scaffoldingIn } from '../message/scaffolding.ts';
import { isOpenIn, mayHaveSaid, type OwnSends } from './own-sends.ts';

/**
 * Whether an own row that proves no part is words of the owner's: only while nothing of the gateway's is on its way to that
 * chat, and where nothing that left lately says the same.
 */
export function isOwnersWord(message: Message, own: OwnSends, arrivedAtMs: number): boolean {
  const { chatGuid } = message;
  if (chatGuid === null || !isInChat(message) || isOpenIn(own, chatGuid)) return false;
  return mayBeOwnersWord(message, own, arrivedAtMs);
}

/**
 * The same as far as it can be told without the chat. A link's preview may be that of a link in an answer, and in the chat
 * with oneself the other row of a note is what counts.
 */
export function mayBeOwnersWord(message: Message, own: OwnSends, arrivedAtMs: number): boolean {
  const { text, attachments, reaction, isWithOneself } = message;
  if (isWithOneself || reaction !== null || isPreview(message)) return false;
  if (text === '' && attachments.length === 0) return false;
  // Scaffolding is of another agent that answers from this Mac.
  if (isArchive(text) || isEditSentence(text) || scaffoldingIn(text) !== null) return false;
  return !mayHaveSaid(own, message, arrivedAtMs);
}
