import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, originOf } from '../rows/incoming.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';
import { additionRow } from '../rows/poll-rows.ts';
import { newestPoll } from './newest-poll.ts';

const POINTS_AT_ITSELF = `UPDATE message SET associated_message_type = 3, associated_message_guid = guid
  WHERE guid = ? AND associated_message_type = 0`;

/**
 * Somebody adds an option to the newest poll there: `{ from, option, chat?, sentMs?, service? }`. The row has all options there are
 * by then, and names the poll, whose own row points at itself from then on (file-6). Without a poll nothing happens.
 */
export const pollOption: ExpandEvent = (event, context) => {
  onlyFields(event, ['option', ...INCOMING_FIELDS]);
  const { eventId, atMs, owner } = context;
  const guid = messageGuid(eventId);
  const origin = originOf(event, context);
  const added = { optionIdentifier: derivedGuid(eventId, 'option'), text: textField(event, 'option') };
  const write = (writer: ChatWriter) => {
    const poll = newestPoll(writer, origin);
    if (!poll) return;
    const { creatorHandle, orderedPollOptions = [] } = poll.item;
    const row = additionRow(poll.guid, { creatorHandle, options: [...orderedPollOptions, added] });
    writeTextRow(writer, incomingMessage(origin, { guid, text: '', row }), owner);
    writer.save(() => writer.statement(POINTS_AT_ITSELF).run(poll.guid));
  };
  return [
    { atMs, apply: ({ writer }) => write(writer) },
    {
      atMs: atMs + derivedMs(eventId, 'join', 1, 50),
      apply: ({ writer }) => joinTextRow(writer, guid, origin.conversation),
    },
  ];
};
