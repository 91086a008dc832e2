// What proves that two databases are one: the same GUIDs at the same rowids.

import { EngineError } from '../errors.ts';
import { isObject } from '../imsg/answers.ts';
import { messagesAfter } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { MessageGuid, Rowid } from '../message/ids.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { SourceState } from '../store/commands/sources.ts';

export type Marks = SourceState['marks'];

/** Looked at in a database from which nothing is journalled yet. */
const NEWEST_ROWS = 8;
/** As many as one page holds. */
const PAGE_ROWS = 500;
/** Reading does not begin before the answer, so nobody waits for it long. */
const ANSWER_WAIT_MS = 2_000;

/**
 * One row that differs proves another database, one that matches the same; null = none of them is left to compare.
 * `found` has the GUIDs at the rowids of the marks, in their order, null where no row is.
 */
export function isSame(marks: Marks, found: readonly (string | null | undefined)[]): boolean | null {
  const known = marks.map(({ guid }, index) => found[index] && found[index] === guid);
  if (known.includes(false)) return false;
  return known.includes(true) ? true : null;
}

/** What a file is to a database that was known by its marks. */
export type Likeness =
  | { readonly is: 'same' | 'other' }
  /** Nothing is left to compare. */
  | { readonly is: 'unknown' }
  /** The rows up to `sharedTo` are the same; those above are others, or not there. */
  | { readonly is: 'older copy'; readonly sharedTo: Rowid };

/** So many rows that are the same prove that those above, which differ, were written to a copy. */
const SHARED_MIN = 2;

/** @param isCut Whether the file has never had as many rows as were seen. */
export function likenessOf(
  marks: Marks,
  found: readonly (string | null | undefined)[],
  isCut: boolean,
): Likeness {
  const shared: Rowid[] = [];
  const others: Rowid[] = [];
  marks.forEach(({ rowid, guid }, index) => {
    if (found[index]) (found[index] === guid ? shared : others).push(rowid);
  });
  if (shared.length === 0) return { is: others.length > 0 || isCut ? 'other' : 'unknown' };
  const sharedTo = shared.reduce((top, rowid) => (rowid > top ? rowid : top));
  if (others.length === 0) return isCut ? { is: 'older copy', sharedTo } : { is: 'same' };
  const isPrefix = shared.length >= SHARED_MIN && others.every((rowid) => rowid > sharedTo);
  return isPrefix ? { is: 'older copy', sharedTo } : { is: 'other' };
}

/** The newest rows, by falling rowids; none where it cannot be read. They are the marks of one that nobody has read yet. */
export async function newestOf(db: MessagesDb, count = NEWEST_ROWS): Promise<Marks> {
  try {
    const newest = await db.maxRowid();
    const length = Math.min(newest, count);
    const rowids = Array.from({ length }, (_, index) => (newest - index) as Rowid);
    const guids = await db.guidsAt(rowids);
    return rowids.flatMap((rowid, index) => {
      const guid = guids[index] as MessageGuid | null | undefined;
      return guid ? [{ rowid, guid }] : [];
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return [];
  }
}

/** Whether the database behind `client` has these marks, by one page of `messages.after`. */
export async function isSameOverWire(marks: Marks, client: RpcCaller): Promise<boolean> {
  if (marks.length === 0) return false;
  const sinceRowid = Math.min(...marks.map(({ rowid }) => rowid)) - 1;
  const page = { sinceRowid, attachments: false, limit: PAGE_ROWS };
  const { messages } = await messagesAfter(client, page, { timeoutMs: ANSWER_WAIT_MS });
  const guids = new Map(
    messages.filter(isObject).flatMap(({ id, guid }) => (typeof guid === 'string' ? [[id, guid]] : [])),
  );
  return (
    isSame(
      marks,
      marks.map(({ rowid }) => guids.get(rowid)),
    ) === true
  );
}
