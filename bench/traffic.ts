// What people write, as `imsg` puts it on the pipe: the same bytes in every run on every machine.

import { createHash } from 'node:crypto';

/** When all of it happens. Fixed, so that the bytes are; a clock under test stands here too. */
export const WALL_MS = Date.UTC(2026, 2, 2, 9, 0);
/** How much a pipe hands over at once. */
const CHUNK_BYTES = 65_536;
const PEOPLE = 200;
const ROWS_PER_CYCLE = 10;
const WORDS = 'the table for six is booked at eight tonight near the harbour — bring cake and Zoë 🎂'.split(
  ' ',
);

/** Of ten rows in a row: seven from people who may speak, a tapback, a stranger's, an own one. */
export const MIX = '70% admitted, 10% tapbacks, 10% strangers, 10% own';

/** The people who may speak. */
export const ALLOWED: readonly string[] = Array.from({ length: PEOPLE }, (_, index) => phone(index));

export interface Traffic {
  readonly rows: number;
  readonly bytes: number;
  readonly chunks: readonly Buffer[];
}

/**
 * One `message` notification with its line end. Rowids count from 1.
 *
 * @param id Its number in the database. Default: its own; another one where rows before it are left out.
 */
export function frameOf(rowid: number, id = rowid): Buffer {
  const place = rowid % ROWS_PER_CYCLE;
  const person = place === 8 ? phone(PEOPLE + (rowid % 99)) : ALLOWED[(rowid * 7) % PEOPLE]!;
  const guid = guidOf(rowid);
  const message = {
    id,
    chat_id: ((rowid * 7) % PEOPLE) + 1,
    guid,
    sender: person,
    is_from_me: place === 9,
    text: textOf(rowid),
    created_at: new Date(WALL_MS - 60_000 + (rowid % 60_000)).toISOString(),
    attachments: [],
    reactions: [],
    chat_identifier: person,
    chat_guid: `any;-;${person}`,
    chat_name: '',
    participants: [person],
    is_group: false,
    destination_caller_id: '+15550000001',
    ...(place === 7 && { is_reaction: true, is_reaction_add: true, reacted_to_guid: guidOf(rowid - 1) }),
    is_read: false,
  };
  const frame = { jsonrpc: '2.0', method: 'message', params: { subscription: 1, message } };
  return Buffer.from(`${JSON.stringify(frame).replaceAll('/', '\\/')}\n`);
}

export function createTraffic(rows: number): Traffic {
  const bytes = Buffer.concat(Array.from({ length: rows }, (_, index) => frameOf(index + 1)));
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, index) =>
    bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
  return { rows, bytes: bytes.length, chunks };
}

/** Ten hex digits that tell whether two runs came to the same result. */
export function checksumOf(lines: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(`${line}\n`);
  return hash.digest('hex').slice(0, 10);
}

function phone(index: number): string {
  return `+1555000${String(1000 + index)}`;
}

/** In no order, as GUIDs are: an index of them is written all over. */
export function guidOf(rowid: number): string {
  const hex = createHash('sha256').update(String(rowid)).digest('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Between a word and some lines long. */
function textOf(rowid: number): string {
  const length = 1 + ((rowid * 31) % 40);
  return Array.from({ length }, (_, index) => WORDS[(rowid + index * 5) % WORDS.length]).join(' ');
}
