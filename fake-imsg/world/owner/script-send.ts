import type { BodyPiece } from '../../chat-db/blobs/body-pieces.ts';
import type { Conversation } from '../../chat-db/write/chats.ts';
import type { WorldEvent } from '../../device/device.ts';
import { conversationOfGuid } from '../event/conversation.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { badField, handleField, onlyFields, serviceField, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { ghostRow } from '../rows/ghost-row.ts';
import { ownAttachmentGuid, ownSend } from '../rows/own-send.ts';
import { FATE_FIELDS, fateField, fileField } from '../rows/send-fate.ts';

/** The conversation that an event sends to: `chatGuid`, or `to` for a person. */
export function targetField(event: WorldEvent): Conversation {
  if (event.chatGuid === undefined) return { kind: 'dm', address: handleField(event, 'to') };
  const guid = textField(event, 'chatGuid');
  if (!guid.includes(';'))
    throw badField(event, 'chatGuid', 'give a chat guid, such as "any;-;+15550001111"');
  return conversationOfGuid(guid, []);
}

/**
 * What Messages does when it is told by AppleScript to send: `{ chatGuid | to, service, text | file, fate?,
 * error?, errorMs?, flipMs? }`. The row follows within 300 ms without a text column, its chat some milliseconds later, and
 * in a DM the delivery. A file is `{ name, filename, bytes }`, lies where it is named, and is a message of its own.
 * `fate` is for faults: `ghost`, `failed` or `flipped`.
 */
export const scriptSend: ExpandEvent = (event, context) => {
  onlyFields(event, ['chatGuid', 'to', 'service', 'text', 'file', ...FATE_FIELDS]);
  const { eventId, atMs } = context;
  const guid = messageGuid(eventId);
  const conversation = targetField(event);
  const rowDelayMs = derivedMs(eventId, 'row', 120, 300);
  const fate = fateField(event);
  if (fate.isGhost) return [ghostRow(guid, conversation, atMs + rowDelayMs, context)];
  const file = fileField(event);
  const pieces: BodyPiece[] | undefined = file && [{ attachmentGuid: ownAttachmentGuid(guid, 0) }];
  const send = {
    transport: 'applescript' as const,
    guid,
    conversation,
    service: serviceField(event),
    text: file ? '' : textField(event, 'text'),
    ...(file && { file }),
    ...(pieces && { pieces }),
    rowDelayMs,
    fate,
  };
  return ownSend(send, context);
};
