// Own rows that are answered: what the owner says from another device (ruling-33).

import { chatMeaning } from './chat-meaning.ts';
import { readWireHandle } from './identity/wire-handle.ts';
import type { Message } from './message.ts';

/** Where the build does not say from which address the owner wrote. */
const NAMELESS = 'Me';

/** An own row as the owner's, whomever the wire names as its sender: that may be the other party (wire-4.2). */
export function asOwner({ senderName: _, ...message }: Message): Message {
  return { ...message, sender: message.ownAddress ?? NAMELESS };
}

/** Who wrote a row, as it may be shown; '' = nobody knows. */
export function writerOf(message: Message): string {
  return message.isFromMe ? asOwner(message).sender : message.sender;
}

/** With whom a direct message is, whoever of the two wrote it. `region` = as handles of the wire are read. */
export function otherParty(message: Message, region: string | null): string {
  const { isFromMe, sender } = message;
  return isFromMe ? readWireHandle(chatMeaning(message) ?? sender, region) : sender;
}
