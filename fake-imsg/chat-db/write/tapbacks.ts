import { deleteForGood } from './deletions.ts';
import type { ChatWriter } from './writer.ts';

/** `associated_message_type` of the tapbacks that have one of their own (file-6). */
export const CLASSIC_TAPBACKS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'] as const;
export type ClassicTapback = (typeof CLASSIC_TAPBACKS)[number];

/** Any other reaction is an emoji. */
export const isClassic = (reaction: string): reaction is ClassicTapback =>
  (CLASSIC_TAPBACKS as readonly string[]).includes(reaction);

const ADDED = 2000;
const REMOVED = 3000;
const EMOJI = 6;

/** The type of a tapback: one of the classic six, or 2006 for any emoji; 1000 more where it is taken back. */
export function tapbackType(reaction: string, isRemoved: boolean): number {
  const kind = isClassic(reaction) ? CLASSIC_TAPBACKS.indexOf(reaction) : EMOJI;
  return (isRemoved ? REMOVED : ADDED) + kind;
}

const EARLIER = `SELECT ROWID AS rowid FROM message
  WHERE associated_message_guid = +? AND guid != ? AND is_from_me = ?
    AND (associated_message_type BETWEEN 2000 AND 2007 OR associated_message_type BETWEEN 3000 AND 3007)
    AND (is_from_me = 1 OR handle_id IN (SELECT ROWID FROM handle WHERE id = +?))`;

/**
 * Deletes what somebody put on this part of a message before, as Messages does when the tapback with `guid`
 * takes its place: rows leave for good, their ROWIDs stay empty (file-6).
 *
 * @param target As in `associated_message_guid`.
 * @param handle Whose, by address; null is the owner.
 */
export function deleteEarlierTapbacks(
  writer: ChatWriter,
  target: string,
  handle: string | null,
  guid: string,
): void {
  if (!writer.has('message', 'associated_message_guid')) return;
  const rows = writer.statement(EARLIER).all(target, guid, handle === null ? 1 : 0, handle) as {
    rowid: number;
  }[];
  for (const { rowid } of rows) deleteForGood(writer, rowid);
}
