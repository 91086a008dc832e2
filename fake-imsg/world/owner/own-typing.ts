import { chatGuidOf, findChat } from '../../chat-db/write/chats.ts';
import { conversationField } from '../event/conversation.ts';
import { flagField, handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The owner is shown to be typing, or no more: `{ to | chat, typing? }` (default true). It leaves no row; the
 * device records the effect `typing`.
 */
export const ownTyping: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['to', 'chat', 'typing']);
  const others = event.to === undefined ? [] : [handleField(event, 'to')];
  const conversation = conversationField(event, others);
  const isTyping = flagField(event, 'typing', true);
  return [
    {
      atMs,
      apply({ writer, recordEffect }) {
        const chatGuid = findChat(writer, conversation, 'iMessage')?.guid ?? chatGuidOf(conversation);
        recordEffect({ key: `${eventId} typing`, effect: 'typing', atMs, chatGuid, typing: isTyping });
      },
    },
  ];
};
