import type { Conversation } from '../../chat-db/write/chats.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import { findMessage, messageRow } from '../../chat-db/write/messages.ts';
import type { EventContext, TimedWrite } from '../event/timed-write.ts';

/**
 * What Messages leaves of a send that it accepted and lost: an own SMS without text, body and chat, from a handle
 * that is called like the chat (file-7). Nothing leaves the Mac.
 */
export function ghostRow(
  guid: string,
  conversation: Conversation,
  rowMs: number,
  { atMs, owner }: EventContext,
): TimedWrite {
  const identifier = conversation.kind === 'dm' ? conversation.address : conversation.identifier;
  return {
    atMs: rowMs,
    apply({ writer, state }) {
      if (findMessage(writer, guid)) return;
      const handleRowid = ensureHandle(writer, identifier, 'SMS');
      const input = {
        guid,
        text: null,
        attributedBody: null,
        partCount: 0,
        service: 'SMS',
        handleRowid,
        isFromMe: true,
        sentMs: Math.trunc(atMs + state().clockOffsetMs),
        hasDetectedData: false,
      };
      writer.save(() => writer.insert('message', messageRow(input, null, owner)));
    },
  };
}
