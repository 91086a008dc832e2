import { type ChatRef, findChat } from '../../chat-db/write/chats.ts';
import { conversationField } from './conversation.ts';
import { handleField, onlyFields } from './fields.ts';
import type { EventContext, ExpandEvent, Mac } from './timed-write.ts';

/** What one write does to a chat that is there. */
type ChangeConversation = (mac: Mac, chat: ChatRef, context: EventContext) => void;

/** An event about one conversation, `{ from | chat }`, in one write; where there is no such chat it does nothing. */
export function conversationWrite(change: ChangeConversation): ExpandEvent {
  return (event, context) => {
    onlyFields(event, ['from', 'chat']);
    const others = event.from === undefined ? [] : [handleField(event, 'from')];
    const conversation = conversationField(event, others);
    return [
      {
        atMs: context.atMs,
        apply(mac) {
          const chat = findChat(mac.writer, conversation, 'iMessage');
          if (chat) change(mac, chat, context);
        },
      },
    ];
  };
}
