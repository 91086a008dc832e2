import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { onlyFields, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { INCOMING_FIELDS, incomingMessage, type Origin, originOf } from '../rows/incoming.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';
import { voteRow } from '../rows/poll-rows.ts';
import { newestPoll } from './newest-poll.ts';

/**
 * Somebody votes in the newest poll there: `{ from, option, chat?, sentMs?, service? }`. The row holds all that they have
 * voted for, and names the poll, or what added the last option to it (file-6). Where there is no poll that has the option, nothing happens.
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

function chosenRow(writer: ChatWriter, origin: Origin, wanted: string) {
  const poll = newestPoll(writer, origin);
  const option = poll?.item.orderedPollOptions?.find(({ text }) => text === wanted);
  return poll && option ? voteRow(poll.state, origin.sender, [option.optionIdentifier]) : null;
}
