import type { Owner } from '../../chat-db/schema/owner.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { choiceField, onlyFields } from '../event/fields.ts';
import type { EventContext, ExpandEvent } from '../event/timed-write.ts';
import { burstGuid } from '../messages/flush.ts';
import { incomingMessage } from '../rows/incoming.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';
import { isPutThereBy, markPutThereBy } from './database-mark.ts';

/** Who wrote the rows of the other database. */
const SENDER = '+15550000099';
const ROWS_MAX = 20;
/** From the newest row of the old database to the oldest of the new one. */
const HIGHER_BY = 1000;
const HOUR_MS = 3_600_000;

const MAX_ROWID = 'SELECT COALESCE(MAX(ROWID), 0) FROM message';
const START_AT = "INSERT INTO sqlite_sequence (name, seq) VALUES ('message', ?)";

function fill(writer: ChatWriter, count: number, context: EventContext): void {
  for (let index = 0; index < count; index += 1) {
    writeRow(writer, index, context.atMs - (count - index) * HOUR_MS, context.eventId, context.owner);
  }
  markPutThereBy(writer, context.eventId);
}

function writeRow(writer: ChatWriter, index: number, sentMs: number, eventId: string, owner: Owner): void {
  const conversation = { kind: 'dm', address: SENDER } as const;
  const origin = { sender: SENDER, conversation, service: 'iMessage', sentMs };
  const message = incomingMessage(origin, {
    guid: burstGuid(eventId, index),
    text: `restored message ${index + 1}`,
  });
  writeTextRow(writer, message, owner);
  joinTextRow(writer, message.guid, conversation);
}

/**
 * Another database takes the place of chat.db, as after a restore: `{ rowids }`. Its rows, up to 20 of
 * somebody else's and an hour apart, end below half of the ROWIDs there were (`lower`), or begin 1000 above
 * them (`higher`). Processes that have the old file open keep it.
 */
export const replaceDatabase: ExpandEvent = (event, context) => {
  onlyFields(event, ['rowids']);
  const rowids = choiceField(event, 'rowids', ['lower', 'higher']);
  return [
    {
      atMs: context.atMs,
      by: 'mac',
      apply({ writer, replaceDatabase }) {
        if (isPutThereBy(writer, context.eventId)) return;
        const maxRowid = writer.db.prepare(MAX_ROWID).pluck().get() as number;
        replaceDatabase((other) => {
          if (rowids === 'higher') other.db.prepare(START_AT).run(maxRowid + HIGHER_BY);
          const count = rowids === 'higher' ? ROWS_MAX : Math.min(ROWS_MAX, Math.floor(maxRowid / 2));
          fill(other, count, context);
        });
      },
    },
  ];
};
