import { threadOf } from '../../chat-db/write/find-target.ts';
import { CHANGE_FIELDS, changeOf, placeOf, targetOf } from '../changes/message-change.ts';
import { messageGuid } from '../event/derived.ts';
import { indexField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { WRITTEN_FIELDS, writtenRow } from '../rows/written-row.ts';

const OTHERS = [...WRITTEN_FIELDS, 'part'].filter((field) => !CHANGE_FIELDS.some((known) => known === field));

/**
 * Somebody answers a message in a thread: `{ text, message? | saying?, part?, from?, to? | chat?, sentMs?,
 * service?, joinMs? }`. Without `from` it is the owner on another device; without a message it is the newest one.
 * The row is where that message is, and names the first message of the thread and the part of it (file-7).
 * What answers a message that is not there answers nothing.
 */
export const reply: ExpandEvent = (event, context) => {
  const change = changeOf(event, OTHERS);
  const part = indexField(event, 'part');
  return writtenRow(event, context, messageGuid(context.eventId), {
    place: (writer) => placeOf(writer, change),
    row(writer) {
      const target = targetOf(writer, change);
      return target ? { thread: threadOf(target, part) } : {};
    },
  });
};
