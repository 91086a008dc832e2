import { flipToOwn } from '../../chat-db/write/flip.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import { conversationField } from '../event/conversation.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { durationField, handleField, onlyFields, serviceField, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { delivery } from '../rows/delivery.ts';
import { arrivingRow, type TextMessage } from '../rows/message-writes.ts';

/**
 * A message of the owner whose row first looks like somebody else's: `{ text, to | chat, flipMs?, service? }`.
 * It appears with `is_from_me` 0 and no handle, and is flipped in place `flipMs` later (default 40 to 490), so
 * that whoever read it at once took it for a message to answer.
 */
export const flip: ExpandEvent = (event, { eventId, atMs, owner }) => {
  onlyFields(event, ['text', 'to', 'chat', 'flipMs', 'service']);
  const conversation = conversationField(event, event.to === undefined ? [] : [handleField(event, 'to')]);
  const service = serviceField(event) ?? 'iMessage';
  const guid = messageGuid(eventId);
  const message: TextMessage = {
    guid,
    text: textField(event, 'text'),
    conversation,
    service,
    sender: null,
    flavour: 'outgoing',
    textInBodyOnly: true,
    sentMs: Math.trunc(atMs),
    row: { isFromMe: false, handleRowid: 0 },
  };
  const flipMs = durationField(event, 'flipMs', derivedMs(eventId, 'flip', 40, 490));
  const isDm = conversation.kind === 'dm';
  return [
    ...arrivingRow(message, { atMs, owner }),
    {
      atMs: atMs + flipMs,
      apply({ writer }) {
        flipToOwn(writer, guid, isDm ? ensureHandle(writer, conversation.address, service) : 0);
      },
    },
    ...(isDm ? [delivery(guid, eventId, atMs + flipMs)] : []),
  ];
};
