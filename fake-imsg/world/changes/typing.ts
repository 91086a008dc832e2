import { chatGuidOf, findChat } from '../../chat-db/write/chats.ts';
import { bridgeEvent } from '../event/bridge-event.ts';
import { conversationField } from '../event/conversation.ts';
import { delayField, handleField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';

/** How long somebody types unless told otherwise, in milliseconds. */
const TYPES_FOR_MS = 4000;

/**
 * Somebody types, and stops without sending: `{ from, chat?, forMs? }`, after 4 seconds unless `forMs` says
 * otherwise, or `never`. It leaves no row; only the helper of the bridge sees it.
 */
export const typing: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['from', 'chat', 'forMs']);
  const conversation = conversationField(event, [handleField(event, 'from')]);
  const forMs = delayField(event, 'forMs') ?? TYPES_FOR_MS;
  const write = (name: string, whenMs: number): TimedWrite => ({
    atMs: whenMs,
    apply(mac) {
      const chat = findChat(mac.writer, conversation, 'iMessage');
      bridgeEvent(mac, {
        key: `${eventId} ${name}`,
        event: name,
        data: { chatGuid: chat?.guid ?? chatGuidOf(conversation) },
        atMs: whenMs,
      });
    },
  });
  const start = write('started-typing', atMs);
  return forMs === 'never' ? [start] : [start, write('stopped-typing', atMs + forMs)];
};
