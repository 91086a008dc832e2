// Link previews: Messages puts them into rows of their own, and imsg tells of some together with their text.

import type { History, WitnessedRow } from './history.ts';
import { LINK_BALLOON } from './words.ts';

/** How far apart a text and its preview may be dated for imsg to fold them. */
const FOLD_MS = 5_000;
/** imsg leaves out a preview that says what an earlier one said. */
const SAME_MS = 90_000;
/** Further back nobody looks for what a preview shows. */
const LOOKED_BACK_ROWS = 200;
/** Previews of one chat that are compared; there are never more within that time. */
const SEEN_MAX = 50;

/** So long after a watch first met a row that stands in no chat it has given it up, and reads on. */
const WAITS_MS = 15_000;

export type Telling = 'folded' | 'unknown';

export function isPreview({ balloonId }: WitnessedRow): boolean {
  return balloonId === LINK_BALLOON;
}

/** Rows of the sender of a preview in its chat whose link it may show, by ROWID and date. */
export function writtenBefore(preview: WitnessedRow, rows: readonly WitnessedRow[]): readonly WitnessedRow[] {
  return rows.filter(
    (row) =>
      row.database === preview.database &&
      row.chatGuid === preview.chatGuid &&
      row.rowid < preview.rowid &&
      row.rowid > preview.rowid - LOOKED_BACK_ROWS &&
      row.sender === preview.sender &&
      row.versions[0]!.isFromMe === preview.versions[0]!.isFromMe &&
      (row.dateMs ?? 0) > (preview.dateMs ?? 0) - SAME_MS,
  );
}

/** What imsg does with each preview; those that are not named are told like any row. */
export function previewsTold({ rows, build, subscriptions }: History): Map<WitnessedRow, Telling> {
  const told = new Map<WitnessedRow, Telling>();
  const previousIn = new Map<string, WitnessedRow>();
  const seenIn = new Map<string, WitnessedRow[]>();
  /** Rows that stood in no chat at first. */
  const waited: WitnessedRow[] = [];
  const deletedIn = new Set<string>();
  for (const { deletedAtMs, database, chatGuid } of rows) {
    if (deletedAtMs !== null) deletedIn.add(`${database} ${chatGuid}`);
  }
  for (const row of rows) {
    const key = `${row.database} ${row.chatGuid}`;
    const previous = previousIn.get(key);
    const isReaction = row.associatedType >= 2000 && row.associatedType < 4000;
    if (!isReaction) previousIn.set(key, row);
    if (row.joinedAtMs === null || row.joinedAtMs > row.insertedAtMs) waited.push(row);
    if (!isPreview(row)) continue;
    const seen = seenIn.get(key) ?? [];
    const isBehind = build.losesPreviews && waitsBehind(row, { rows: waited, subscriptions });
    const isRepeat = seen.some((other) => isSamePreview(row, other));
    seenIn.set(key, [...seen, row].slice(-SEEN_MAX));
    // What stood between a text and its preview is gone: what imsg saw there depends on when it looked.
    if (isRepeat || isBehind || deletedIn.has(key)) told.set(row, 'unknown');
    else if (previous && build.marksPreviews) {
      const before = isPreview(previous) ? told.get(previous) : undefined;
      if (isPreview(previous) && before !== undefined) told.set(row, 'unknown');
      else if (!isPreview(previous) && repeats(row, previous)) told.set(row, 'folded');
    }
  }
  return told;
}

/** Whether a watch met a row while an earlier one stood in no chat, and was not given up. Each watch waits anew. */
function waitsBehind(
  row: WitnessedRow,
  { rows, subscriptions }: Pick<History, 'rows' | 'subscriptions'>,
): boolean {
  return subscriptions.some(({ database, atMs, endedAtMs, sinceRowid }) => {
    const metAtMs = Math.max(row.insertedAtMs, atMs);
    if (database !== row.database || (endedAtMs ?? Number.POSITIVE_INFINITY) < metAtMs) return false;
    const isMet = ({ rowid, insertedAtMs }: WitnessedRow) =>
      sinceRowid === null ? insertedAtMs >= atMs : rowid > sinceRowid;
    return isMet(row) && rows.some((other) => isMet(other) && isInFront(other, row, metAtMs, atMs));
  });
}

function isInFront(other: WitnessedRow, row: WitnessedRow, metAtMs: number, watchedAtMs: number): boolean {
  if (other.database !== row.database || other.rowid >= row.rowid || other.insertedAtMs > metAtMs)
    return false;
  const givenUpMs = Math.max(other.insertedAtMs, watchedAtMs) + WAITS_MS;
  return metAtMs < Math.min(other.joinedAtMs ?? Number.POSITIVE_INFINITY, givenUpMs);
}

function isSamePreview(row: WitnessedRow, other: WitnessedRow): boolean {
  return (
    row.chatGuid === other.chatGuid &&
    row.sender === other.sender &&
    words(row) === words(other) &&
    Math.abs((row.dateMs ?? 0) - (other.dateMs ?? 0)) <= SAME_MS
  );
}

/** Whether the text before already says what the preview shows. */
function repeats(preview: WitnessedRow, text: WitnessedRow): boolean {
  const apartMs = (preview.dateMs ?? 0) - (text.dateMs ?? 0);
  const link = words(preview);
  return (
    text.balloonId === null &&
    text.itemType === 0 &&
    text.versions[0]!.isFromMe === preview.versions[0]!.isFromMe &&
    text.sender === preview.sender &&
    apartMs >= 0 &&
    apartMs <= FOLD_MS &&
    /^(?:https?:\/\/|www\.)/i.test(link) &&
    words(text).includes(link)
  );
}

function words({ versions }: WitnessedRow): string {
  return versions[0]!.text.trim().toLowerCase();
}
