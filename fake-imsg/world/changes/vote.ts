import { POLL_BALLOON, pollIn } from '../../chat-db/blobs/poll-payload.ts';
import { findChat } from '../../chat-db/write/chats.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, type Origin, originOf } from '../rows/incoming.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';
import { voteRow } from '../rows/poll-rows.ts';

const NEWEST_POLL = `SELECT message.guid AS guid, message.payload_data AS payload FROM chat_message_join AS link
  JOIN message ON message.ROWID = link.message_id
  WHERE link.chat_id = +? AND message.balloon_bundle_id = +? AND message.associated_message_type = 0
  ORDER BY message.ROWID DESC LIMIT 1`;

/**
 * Somebody votes in the newest poll there: `{ from, option, chat?, sentMs?, service? }`. The row holds all that they have
 * voted for, and names the poll (file-6). Where there is no poll that has the option, nothing happens.
 */
export const vote: ExpandEvent = (event, context) => {
  onlyFields(event, ['option', ...INCOMING_FIELDS]);
  const { eventId, atMs, owner } = context;
  const guid = messageGuid(eventId);
  const origin = originOf(event, context);
  const option = textField(event, 'option');
  return [
    {
      atMs,
      apply({ writer }) {
        const row = chosenRow(writer, origin, option);
        if (row) writeTextRow(writer, incomingMessage(origin, { guid, text: '', row }), owner);
      },
    },
    {
      atMs: atMs + derivedMs(eventId, 'join', 1, 50),
      apply: ({ writer }) => joinTextRow(writer, guid, origin.conversation),
    },
  ];
};

function chosenRow(writer: ChatWriter, { conversation, service, sender }: Origin, wanted: string) {
  const chat = writer.has('message', 'balloon_bundle_id') && findChat(writer, conversation, service);
  const found = chat && writer.statement(NEWEST_POLL).get(chat.rowid, POLL_BALLOON);
  if (!found) return null;
  const { guid, payload } = found as { readonly guid: string; readonly payload: Uint8Array };
  const option = pollIn(payload)?.orderedPollOptions?.find(({ text }) => text === wanted);
  return option ? voteRow(guid, sender, [option.optionIdentifier]) : null;
}
