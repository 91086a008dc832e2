// The message that something is done to: tapped back, answered, edited, unsent, deleted.

import {
  type BodyPart,
  bodyParts,
  type DecodedBody,
  decodeAttributedBody,
} from '../blobs/attributed-body-reader.ts';
import { FILE, PART } from '../blobs/body-pieces.ts';
import { bodyText } from '../blobs/body-text.ts';
import type { ChatRef } from './chats.ts';
import type { Thread } from './messages.ts';
import { waitsToBeSent } from './schedules.ts';
import type { ChatWriter } from './writer.ts';

/** A message row with what acting on it needs. */
export interface Target {
  readonly rowid: number;
  readonly guid: string;
  readonly isFromMe: boolean;
  readonly service: string;
  /** Nanoseconds since 2001. */
  readonly date: bigint;
  readonly body: DecodedBody;
  readonly parts: readonly BodyPart[];
  readonly balloon: string | null;
  readonly isAudio: boolean;
  readonly summary: Buffer | null;
  readonly thread: Thread | null;
}

interface TargetRow {
  readonly rowid: bigint;
  readonly guid: string;
  readonly isFromMe: bigint;
  readonly service: string | null;
  readonly date: bigint | null;
  readonly storedText: string | null;
  readonly body: Buffer | null;
  readonly balloon: string | null;
  readonly isAudio: bigint | null;
  readonly summary: Buffer | null;
  readonly threadGuid: string | null;
  readonly threadPart: string | null;
}

const OPTIONAL = {
  body: 'attributedBody',
  balloon: 'balloon_bundle_id',
  isAudio: 'is_audio_message',
  summary: 'message_summary_info',
  threadGuid: 'thread_originator_guid',
  threadPart: 'thread_originator_part',
};

/** Files of older systems lack some columns. */
function select(writer: ChatWriter): string {
  const optional = Object.entries(OPTIONAL).map(
    ([name, column]) => `${writer.has('message', column) ? `m.${column}` : 'NULL'} AS ${name}`,
  );
  return `SELECT m.ROWID AS rowid, m.guid AS guid, m.is_from_me AS isFromMe, m.service AS service,
    m.date AS date, m.text AS storedText, ${optional.join(', ')} FROM message AS m`;
}

/** Whose messages are looked at: the owner's, those of a person by address, or everybody's. */
export type Author = 'me' | 'anyone' | { readonly handle: string };

export function targetByGuid(writer: ChatWriter, guid: string): Target | null {
  const row = writer
    .statement(`${select(writer)} WHERE m.guid = +?`)
    .safeIntegers()
    .get(guid);
  return row ? complete(row as TargetRow) : null;
}

// `+?` for speed, as in write-chats.ts.
const ofChatBy = (isMeant: string) => `JOIN chat_message_join AS link ON link.message_id = m.ROWID
  WHERE link.chat_id = +? AND m.item_type = 0 AND m.associated_message_type = 0 AND ${isMeant}
    AND CASE ? WHEN 'anyone' THEN 1 WHEN 'me' THEN m.is_from_me = 1
      ELSE m.is_from_me = 0 AND m.handle_id IN (SELECT ROWID FROM handle WHERE id = +?) END
  ORDER BY link.message_date DESC, link.message_id DESC`;

/**
 * The newest message of a chat by this author, tapbacks and the like left out.
 *
 * @param text Only one that says exactly this, files aside; null for any.
 * @param waits Of what is still to be sent, rather than of what was.
 */
export function newestTarget(
  writer: ChatWriter,
  chat: Pick<ChatRef, 'rowid'>,
  author: Author,
  text: string | null,
  waits = false,
): Target | null {
  const by = typeof author === 'string' ? author : author.handle;
  const statement = writer
    .statement(`${select(writer)} ${ofChatBy(waitsToBeSent(writer, 'm', waits))}`)
    .safeIntegers();
  for (const row of statement.iterate(chat.rowid, by, by) as Iterable<TargetRow>) {
    const target = complete(row);
    if (text === null || said(target) === text) return target;
  }
  return null;
}

function complete(row: TargetRow): Target {
  // A body that is no whole archive still has its words.
  const words = row.storedText || (row.body ? bodyText(row.body) : '');
  const body = (row.body && decodeAttributedBody(row.body)) ?? plainBody(words);
  const { threadGuid, threadPart } = row;
  return {
    rowid: Number(row.rowid),
    guid: row.guid,
    isFromMe: row.isFromMe === 1n,
    service: row.service ?? 'iMessage',
    date: row.date ?? 0n,
    body,
    parts: bodyParts(body),
    balloon: row.balloon,
    isAudio: row.isAudio === 1n,
    summary: row.summary,
    thread: threadGuid ? { originatorGuid: threadGuid, originatorPart: threadPart ?? '0:0:0' } : null,
  };
}

/** Its words, without what stands for files. */
const said = ({ body }: Target) => body.text.replaceAll('\uFFFC', '');

/** What a row that has only its text column would have as its body. */
function plainBody(text: string): DecodedBody {
  const part = [[PART, { kind: 'number', type: 'i', value: 0 }]] as const;
  return { flavour: 'incoming', text, runs: text === '' ? [] : [{ length: text.length, attributes: part }] };
}

export const partAt = (target: Target, index: number): BodyPart | undefined =>
  target.parts.find((part) => part.index === index);

/** What a part says; U+FFFC where it is a file. */
export const partText = ({ body }: Target, { location, length }: BodyPart): string =>
  body.text.slice(location, location + length);

/** The GUID of the attachment that a part is; null where it is text. */
export function partFile({ body }: Target, part: BodyPart): string | null {
  let location = 0;
  for (const { length, attributes } of body.runs) {
    const file = attributes.find(([key]) => key === FILE)?.[1];
    if (location === part.location && file?.kind === 'string') return file.value;
    location += length;
  }
  return null;
}

/** The thread that a reply to this part of a message belongs to: an older one goes on (file-7). */
export function threadOf(target: Target, index: number): Thread {
  if (target.thread) return target.thread;
  const { location, length } = partAt(target, index) ?? { location: 0, length: target.body.text.length };
  return { originatorGuid: target.guid, originatorPart: `${index}:${location}:${length}` };
}
