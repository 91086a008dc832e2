import { findChat } from '../../chat-db/write/chats.ts';
import { markDelivered, markReadByPeer, newestOwnMessage } from '../../chat-db/write/receipts.ts';
import { conversationField } from '../event/conversation.ts';
import { badField, choiceField, handleField, onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { receiptMs } from '../rows/delivery.ts';

/**
 * The other side has got or read a message of the owner: `{ receipt, message | to | chat }`, where `receipt` is
 * `delivered` or `read` and `message` a GUID; without one it is the newest message of the owner in that chat.
 * Receipts change rows in place, and only those of a DM that is no SMS (file-7).
 */
export const receipt: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['receipt', 'message', 'to', 'chat']);
  const kind = choiceField(event, 'receipt', ['delivered', 'read']);
  const named = event.message === undefined ? null : textField(event, 'message');
  if (named !== null && (event.to !== undefined || event.chat !== undefined)) {
    throw badField(event, 'message', 'name either a message or a conversation');
  }
  const to = event.to === undefined ? [] : [handleField(event, 'to')];
  const conversation = named === null ? conversationField(event, to) : null;
  return [
    {
      atMs,
      apply({ writer }) {
        const chat = conversation && findChat(writer, conversation, 'iMessage');
        const guid = named ?? (chat ? newestOwnMessage(writer, chat.rowid) : null);
        if (guid === null) return;
        const givenMs = receiptMs(eventId, atMs);
        if (kind === 'delivered') markDelivered(writer, guid, givenMs);
        else markReadByPeer(writer, guid, givenMs);
      },
    },
  ];
};
