import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import {
  badField,
  choiceField,
  durationField,
  flagField,
  onlyFields,
  textField,
  timeField,
} from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { arrivingRow, type TextMessage } from '../rows/message-writes.ts';

/** The GUID of the copy that comes in, where there are two rows. */
export const copyGuid = (eventId: string): string => derivedGuid(eventId, 'copy');

function rowsField(event: WorldEvent): 1 | 2 {
  const { rows = 1 } = event;
  if (rows === 1 || rows === 2) return rows;
  throw badField(event, 'rows', 'use 1 or 2');
}

/**
 * The owner writes to the owner: `{ text, rows?, first?, gapMs?, bare?, sentMs? }`. It is one outgoing row that
 * is delivered and read at once; with `rows: 2` there is an incoming copy too, with a GUID of its own,
 * `gapMs` apart (default 0 to 2000). `first` says which of them comes first: `sent` (default) or `received`.
 * `bare` (default false) leaves the outgoing row without its text, as older systems do (file-7).
 */
export const selfText: ExpandEvent = (event, context) => {
  onlyFields(event, ['text', 'rows', 'first', 'gapMs', 'bare', 'sentMs']);
  const { eventId, atMs, owner } = context;
  const sentMs = Math.trunc(timeField(event, 'sentMs', atMs));
  const text = textField(event, 'text');
  const rows = rowsField(event);
  const first = event.first === undefined ? 'sent' : choiceField(event, 'first', ['sent', 'received']);
  const gapMs = durationField(event, 'gapMs', derivedMs(eventId, 'gap', 0, 2000));
  const isBare = flagField(event, 'bare', false);
  const both = {
    conversation: { kind: 'dm', address: owner.handle },
    service: 'iMessage',
    flavour: 'incoming',
    sentMs,
  } as const;
  const sent: TextMessage = {
    ...both,
    guid: messageGuid(eventId),
    text: isBare ? '' : text,
    sender: null,
    textInBodyOnly: true,
    // Reading comes a few milliseconds before delivery.
    row: { readMs: atMs + 2, deliveredMs: atMs + 5, ...(isBare && { attributedBody: null }) },
  };
  const sentFirst = rows === 1 || first === 'sent';
  const outgoing = arrivingRow(sent, { atMs: sentFirst ? atMs : atMs + gapMs, owner });
  if (rows === 1) return outgoing;
  const copy: TextMessage = {
    ...both,
    guid: copyGuid(eventId),
    text,
    sender: owner.handle,
    textInBodyOnly: false,
  };
  const incoming = arrivingRow(copy, { atMs: sentFirst ? atMs + gapMs : atMs, owner });
  return sentFirst ? [...outgoing, ...incoming] : [...incoming, ...outgoing];
};
