// Many plain texts at once: what Messages would need an hour of commits for. The result is what its own commits
// and triggers would have left; only the order of the work differs.

import { composeBody } from '../blobs/body-pieces.ts';
import { appleNs } from '../schema/apple-time.ts';
import { derivedGuid } from '../schema/derived-guid.ts';
import { DEFAULT_OWNER_HANDLE, ownerOf } from '../schema/owner.ts';
import { type ChatRef, type Conversation, ensureChat } from '../write/chats.ts';
import { ensureHandle } from '../write/handles.ts';
import { messageRow } from '../write/messages.ts';
import type { ChatWriter } from '../write/writer.ts';
import { type BulkTarget, inBulk, maxRowid, settleJoins, withBulkWriter } from './upkeep.ts';

export interface BulkOptions {
  readonly rows: number;
  /** How many people write, in turn, each in a DM. Default 50, at most 9000. */
  readonly people?: number;
  /** How many groups there are besides, of all people, each written to as often as a DM. Default 0. */
  readonly groups?: number;
  /** Dates of the first and the last row, in Unix milliseconds; the others lie evenly between. */
  readonly oldestMs: number;
  readonly newestMs: number;
  /** What the row says; counts from 0. Default: `message N`, counted from 1. */
  readonly text?: (index: number) => string;
}

const PEOPLE_MAX = 9000;
const SERVICE = 'iMessage';
const OWNER = ownerOf(DEFAULT_OWNER_HANDLE);

/** The handle of the person at this place, counted from 0: a number of fiction, an address once those run out. */
export const bulkHandle = (index: number): string =>
  index < 9_000 ? `+1555000${1_000 + index}` : `person${index}@example.com`;

/**
 * Adds rows to the chat.db of a device, or at a path; half of them with the text in the body only. Nobody is
 * told: a watch finds them at its next poll. At least 20,000 rows a second.
 *
 * @returns the rowids of the first and the last row
 */
export function fillDevice(target: BulkTarget, options: BulkOptions): { first: number; last: number } {
  return withBulkWriter(target, (writer) => fill(writer, options));
}

interface Line {
  readonly sender: string;
  readonly handle: number;
  readonly chat: ChatRef;
  readonly room: string | null;
  previousGuid: string | null;
}

function fill(writer: ChatWriter, options: BulkOptions): { first: number; last: number } {
  const { people = 50 } = options;
  if (people < 1 || people > PEOPLE_MAX) throw new RangeError(`people: use 1 to ${PEOPLE_MAX}`);
  const lines = openLines(writer, people, options.groups ?? 0);
  return inBulk(writer, options.rows, () => insertRows(writer, lines, options));
}

/** The conversations, each with the person who writes in it. */
function openLines(writer: ChatWriter, people: number, groups: number): Line[] {
  const handles = Array.from({ length: people }, (_, index) => bulkHandle(index));
  const conversations: Conversation[] = handles.map((address) => ({ kind: 'dm', address }));
  for (let index = 0; index < groups; index += 1) {
    const identifier = `chat7${String(index).padStart(17, '0')}`;
    conversations.push({ kind: 'group', identifier, name: `Group ${index + 1}`, participants: handles });
  }
  return conversations.map((conversation, index) => {
    const sender = handles[index % people]!;
    return {
      sender,
      handle: ensureHandle(writer, sender, SERVICE),
      chat: ensureChat(writer, conversation, SERVICE, OWNER),
      room: conversation.kind === 'group' ? conversation.identifier : null,
      previousGuid: null,
    };
  });
}

/** What differs between the rows of a fill; in the order in which they are bound. */
const VARYING = ['guid', 'text', 'attributedBody', 'handle_id', 'date', 'reply_to_guid', 'cache_roomnames'];

const MODEL = {
  guid: '',
  text: null,
  attributedBody: null,
  partCount: 1,
  service: SERVICE,
  handleRowid: 0,
  isFromMe: false,
  sentMs: 0,
  hasDetectedData: false,
};

function literal(value: string | number | bigint | Buffer | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return Buffer.isBuffer(value) ? `X'${value.toString('hex')}'` : String(value);
}

/** Binding what never changes would take longer than writing it. */
function prepareInsert({ db }: ChatWriter) {
  const info = db.pragma('table_info(message)') as { name: string }[];
  const present = new Set(info.map((column) => column.name));
  const constants = Object.entries(messageRow(MODEL, null, OWNER)).filter(
    ([name]) => present.has(name) && !VARYING.includes(name),
  );
  const names = [...VARYING, ...constants.map(([name]) => name)].join(', ');
  const values = [...VARYING.map(() => '?'), ...constants.map(([, value]) => literal(value))].join(', ');
  return db.prepare(`INSERT INTO message (${names}) VALUES (${values})`);
}

function insertRows(
  writer: ChatWriter,
  lines: Line[],
  options: BulkOptions,
): { first: number; last: number } {
  const { rows, oldestMs, newestMs, text = (index) => `message ${index + 1}` } = options;
  const stepMs = rows > 1 ? (newestMs - oldestMs) / (rows - 1) : 0;
  const before = maxRowid(writer);
  const insert = prepareInsert(writer);
  const join = writer.db.prepare(
    'INSERT INTO chat_message_join (chat_id, message_id, message_date) VALUES (?, ?, ?)',
  );
  // GUIDs that count up fill the one index that cannot be dropped from its end.
  const guidEnd = derivedGuid(`bulk above ${before}`, 'rows').slice(8);
  let last = before;
  for (let index = 0; index < rows; index += 1) {
    const line = lines[index % lines.length]!;
    const guid = (before + index).toString(16).toUpperCase().padStart(8, '0') + guidEnd;
    const body = composeBody('incoming', [{ text: text(index) }]);
    const stored = index % 2 === 0 ? null : body.text;
    const date = appleNs(Math.trunc(oldestMs + index * stepMs));
    const { lastInsertRowid } = insert.run(
      guid,
      stored,
      body.bytes,
      line.handle,
      date,
      line.previousGuid,
      line.room,
    );
    last = Number(lastInsertRowid);
    join.run(line.chat.rowid, last, date);
    line.previousGuid = guid;
  }
  const used = lines.slice(0, rows).map(({ chat }) => ({ service: SERVICE, chatRowid: chat.rowid }));
  settleJoins(writer, used, rows);
  return { first: last - rows + 1, last };
}
