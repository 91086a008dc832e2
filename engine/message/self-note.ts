// What the owner writes in the chat with oneself. On macOS 26 it mostly is one row, an own one, with what was written; older
// systems write a copy of it beside it that comes in, and may leave the own one without words (file-7).

import { partnerIn } from './authorship.ts';
import { isArchive, isEditSentence, NO_TEXT } from './debris.ts';
import { normalizeHandle } from './identity/handles.ts';
import type { Message } from './message.ts';
import { scaffoldingIn } from './scaffolding.ts';

/** Whether an own row says something that its owner may have written to themselves, wherever it stands. */
export function saysNote({ isFromMe, text, attachments, reaction, poll, sentAtMs }: Message): boolean {
  if (!isFromMe || reaction !== null || poll !== null || sentAtMs === null) return false;
  if (text === '' && attachments.length === 0) return false;
  // What could not be read, what tells of an edit, and what another agent says that answers from this Mac.
  return !text.includes(NO_TEXT) && !isArchive(text) && !isEditSentence(text) && scaffoldingIn(text) === null;
}

/** Whether an own row stands in the chat with oneself and left from the very address it is with (ECH-2). */
export function isToItsOwnAddress(message: Message): boolean {
  const { isFromMe, isWithOneself, ownAddress } = message;
  if (!isFromMe || !isWithOneself || ownAddress === null) return false;
  const handle = normalizeHandle(partnerIn(message) ?? '');
  return handle !== null && handle === normalizeHandle(ownAddress);
}

/** Whether an own row that is told before its chat may turn out to stand in the one with oneself. */
export function mayBeToOneself({ sender, ownAddress, chatGuid, chatIdentifier, isGroup }: Message): boolean {
  if (ownAddress === null || chatGuid !== null || chatIdentifier !== null || isGroup) return false;
  return sender === '' || normalizeHandle(sender) === normalizeHandle(ownAddress);
}

/** An own row as its copy would come in: a message of the address that it is with. */
export function asNote({ senderName: _, toldSender: __, ...message }: Message): Message {
  return { ...message, isFromMe: false, sender: message.ownAddress! };
}
