// What a Mac that has been in use for a while holds: a year of conversations, with everything people send in
// them. Which row is of what kind, whose and where follows from the seed.

import { composeBody } from '../../chat-db/blobs/body-pieces.ts';
import { type BulkChat, type BulkMessage, bulkInserter } from '../../chat-db/bulk/rows.ts';
import { inBulk, maxRowid, settleJoins } from '../../chat-db/bulk/upkeep.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { Owner } from '../../chat-db/schema/owner.ts';
import { type Conversation, ensureChat } from '../../chat-db/write/chats.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { derivedFraction, derivedMs } from '../event/derived.ts';
import { linkedPieces } from '../rows/linked-text.ts';
import { type Earlier, trafficMessage } from './rows.ts';

export interface TrafficOptions {
  readonly seed: string;
  readonly rows: number;
  /** Who writes: by phone number or address. At least one. */
  readonly handles: readonly string[];
  /** What they say. At least one. */
  readonly phrases: readonly string[];
  /** What groups are called; each is made. */
  readonly groups: readonly string[];
  readonly owner: Owner;
  /** Dates of the first and the last row, in Unix milliseconds; the others lie evenly between. */
  readonly oldestMs: number;
  readonly newestMs: number;
  /** Puts a file where attachments lie; `path` is below that folder. */
  writeAttachment(path: string, bytes: Uint8Array): void;
}

/** A conversation with what happened last in it. */
interface Line extends BulkChat {
  readonly service: string;
  readonly isGroup: boolean;
  readonly people: readonly { readonly address: string; readonly handle: number }[];
  readonly recent: Earlier[];
}

const RECENT_MAX = 4;
/** Files of older rows lie in iCloud: their rows name a file that is not there (file-8). */
const FILES_KEPT_FOR_ROWS = 2000;
/** Share of the newest rows that nobody has read yet. */
const UNREAD_SHARE = 0.002;

const pick = <Item>(items: readonly Item[], fraction: number): Item =>
  items[Math.floor(fraction * items.length)]!;

/** Most people have iPhones, some have not. */
function serviceOf(seed: string, handle: string): string {
  if (handle.includes('@')) return 'iMessage';
  const fraction = derivedFraction(seed, `service of ${handle}`);
  if (fraction < 0.12) return 'SMS';
  return fraction < 0.18 ? 'RCS' : 'iMessage';
}

function openLine(writer: ChatWriter, conversation: Conversation, service: string, owner: Owner): Line {
  const isGroup = conversation.kind === 'group';
  const addresses = isGroup ? conversation.participants : [conversation.address];
  return {
    chat: ensureChat(writer, conversation, service, owner),
    room: isGroup ? conversation.identifier : null,
    service,
    isGroup,
    people: addresses.map((address) => ({ address, handle: ensureHandle(writer, address, service) })),
    recent: [],
  };
}

function openLines(writer: ChatWriter, { seed, handles, groups, owner }: TrafficOptions): Line[] {
  const direct = handles.map((address) =>
    openLine(writer, { kind: 'dm', address }, serviceOf(seed, address), owner),
  );
  const phones = handles.filter((handle) => serviceOf(seed, handle) === 'iMessage');
  const inGroups = groups.map((name, index) => {
    const first = Math.floor(derivedFraction(seed, `group ${index}`) * phones.length);
    const size = derivedMs(seed, `size of group ${index}`, 2, 6);
    const participants = [...phones, ...phones].slice(first, first + Math.min(size, phones.length));
    const digits = BigInt(`0x${derivedGuid(seed, `group ${index}`).replaceAll('-', '').slice(0, 12)}`);
    const identifier = `chat8${String(digits).padStart(17, '0')}`;
    return openLine(writer, { kind: 'group', identifier, name, participants }, 'iMessage', owner);
  });
  return phones.length < 2 ? direct : [...direct, ...inGroups];
}

/**
 * Writes so many rows of mixed traffic in one transaction: texts, links with previews, pictures, voice memos,
 * tapbacks, replies, to and fro, in DMs and groups, by iMessage, SMS and RCS.
 */
export function writeTraffic(writer: ChatWriter, options: TrafficOptions): void {
  const lines = openLines(writer, options);
  inBulk(writer, options.rows, () => {
    const first = maxRowid(writer) + 1;
    const insert = bulkInserter(writer, options.owner);
    const used = new Set<Line>();
    for (let index = 0; index < options.rows; index += 1) {
      const fraction = derivedFraction(options.seed, `place ${index}`);
      // A few conversations have most of the traffic.
      const line = pick(lines, fraction * fraction);
      insert(line, nextMessage(line, index, first, options));
      used.add(line);
    }
    const services = [...used].map(({ service, chat }) => ({ service, chatRowid: chat.rowid }));
    settleJoins(writer, services, options.rows);
  });
}

function nextMessage(line: Line, index: number, first: number, options: TrafficOptions): BulkMessage {
  const { seed, rows, oldestMs, newestMs, phrases, writeAttachment } = options;
  const fractionOf = (name: string) => derivedFraction(seed, `${name} ${index}`);
  const person = pick(line.people, fractionOf('who'));
  const isFromMe = fractionOf('mine') < 0.42;
  const sentMs = Math.trunc(oldestMs + (rows > 1 ? (index * (newestMs - oldestMs)) / (rows - 1) : 0));
  const author = isFromMe ? null : person.address;
  const made = trafficMessage({
    guid: derivedGuid(`traffic of ${seed}`, `row ${first + index}`),
    kind: fractionOf('kind'),
    detail: fractionOf('detail'),
    phrase: pick(phrases, fractionOf('phrase')),
    service: line.service,
    author,
    sentMs,
    recent: line.recent,
    writeAttachment: index >= rows - FILES_KEPT_FOR_ROWS ? writeAttachment : null,
  });
  line.recent.unshift(...(made.earlier ? [made.earlier] : []));
  line.recent.length = Math.min(line.recent.length, RECENT_MAX);
  const body = composeBody(isFromMe ? 'outgoing' : 'incoming', made.pieces ?? linkedPieces(made.text));
  const isUnread = index >= rows * (1 - UNREAD_SHARE);
  return {
    attachments: made.attachments ?? [],
    input: {
      guid: made.guid,
      text: isFromMe || fractionOf('column') < 0.5 ? null : body.text,
      attributedBody: body.bytes,
      partCount: body.partCount,
      service: line.service,
      handleRowid: isFromMe && line.isGroup ? 0 : person.handle,
      isFromMe,
      sentMs: isFromMe ? sentMs : sentMs + 0.05 + 0.4 * fractionOf('date'),
      hasDetectedData: body.text.includes('://'),
      hasAttachments: made.pieces?.some((piece) => 'attachmentGuid' in piece) ?? false,
      ...(!isFromMe && !isUnread && { readMs: sentMs + derivedMs(seed, `read ${index}`, 2000, 600_000) }),
      ...(isFromMe && !line.isGroup && line.service !== 'SMS' && delivered(sentMs, fractionOf('delivered'))),
      ...made.row,
    },
  };
}

/** Most deliveries have a date (file-7). */
const delivered = (sentMs: number, fraction: number) => ({
  deliveredMs: fraction < 0.6 ? sentMs + 300 + Math.trunc(4000 * fraction) : null,
});
