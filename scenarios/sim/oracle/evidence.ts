// What proves that a reply left.

import type { Departure, Finding, History, PartEvent, WitnessedRow } from './history.ts';
import { chatOf } from './notices.ts';
import { cleanReply } from './words.ts';

/** What counts as having left. */
export const IS_PROVEN: ReadonlySet<string> = new Set(['sent', 'undelivered']);

/** Between the look at the newest row and the line that tells of the send. */
const MARKED_MS = 1_000;

/** The last that was told of a part. */
export interface PartEnd extends PartEvent {
  /** When it was first told that it is sent; null = it never was. */
  readonly sendingMs: number | null;
}

/** `sent`, and `undelivered` after it, is said only of what left, with that row as its proof, once. */
export function evidenceFindings(
  ends: readonly PartEnd[],
  { departures, calls, rows }: Pick<History, 'departures' | 'calls' | 'rows'>,
): Finding[] {
  const chatOfTurn = new Map(calls.map(({ turnId, chatGuid }) => [turnId, chatGuid]));
  const byGuid = new Map(departures.map((departure) => [departure.guid.toUpperCase(), departure]));
  const used = new Set<string>();
  return ends.flatMap((part): Finding[] => {
    if (!IS_PROVEN.has(part.state)) return [];
    const guid = (part.guid ?? '').toUpperCase();
    const chatGuid = part.turnId === null ? chatOf(part) : (chatOfTurn.get(part.turnId) ?? null);
    const left = byGuid.get(guid);
    if (!(left ? isOf(part, left, chatGuid) : ownersWords(part, guid, chatGuid, rows)))
      return [{ clause: 'evidence', text: `part ${part.partId} counts as sent, and no such message left` }];
    if (used.has(guid)) return [{ clause: 'evidence', text: `two parts count the row ${guid} as theirs` }];
    used.add(guid);
    return [];
  });
}

const isSame = (one: string, other: string) => cleanReply(one).trim() === cleanReply(other).trim();

function isOf(part: PartEnd, left: Departure, chatGuid: string | null): boolean {
  return isSame(left.text, part.text) && left.chatGuid === chatGuid;
}

/**
 * The owner wrote the same there while the part was under way: its row is of that chat and text and above the mark, as
 * that of the part is, and neither the gateway nor imsg can tell which is which.
 */
function ownersWords(
  { sendingMs, atMs, text }: PartEnd,
  guid: string,
  chatGuid: string | null,
  rows: readonly WitnessedRow[],
): boolean {
  return rows.some(
    (row) =>
      row.guid.toUpperCase() === guid &&
      row.chatGuid === chatGuid &&
      row.insertedAtMs >= (sendingMs ?? atMs) - MARKED_MS &&
      row.insertedAtMs <= atMs &&
      // It may first look like somebody else's.
      row.versions.some(
        (said) => (said.isFromMe || row.isNote) && said.atMs <= atMs && isSame(said.text, text),
      ),
  );
}
