// Link previews: Messages puts them into rows of their own, and imsg tells of some together with their text.

import type { History, WitnessedRow } from './history.ts';
import { LINK_BALLOON } from './words.ts';

/** How far apart a text and its preview may be dated for imsg to fold them. */
const FOLD_MS = 5_000;
/** imsg leaves out a preview that says what an earlier one said. */
const SAME_MS = 90_000;
/** Previews of one chat that are compared; there are never more within that time. */
const SEEN_MAX = 50;

/** By then imsg has given up a row that stands in no chat, and reads on. */
const WAITS_MS = 15_000;

export type Telling = 'folded' | 'unknown';

export function isPreview({ balloonId }: WitnessedRow): boolean {
  return balloonId === LINK_BALLOON;
}

/** What imsg does with each preview; those that are not named are told like any row. */
export function previewsTold({ rows, build }: History): Map<WitnessedRow, Telling> {
  const told = new Map<WitnessedRow, Telling>();
  const previousIn = new Map<string, WitnessedRow>();
  const seenIn = new Map<string, WitnessedRow[]>();
  /** Until when an earlier row of a database stood in no chat. */
  const waitingIn = new Map<number, number>();
  const deletedIn = new Set<string>();
  for (const { deletedAtMs, database, chatGuid } of rows) {
    if (deletedAtMs !== null) deletedIn.add(`${database} ${chatGuid}`);
  }
  for (const row of rows) {
    const key = `${row.database} ${row.chatGuid}`;
    const previous = previousIn.get(key);
    const isReaction = row.associatedType >= 2000 && row.associatedType < 4000;
    if (!isReaction) previousIn.set(key, row);
    const waitedMs = Math.min(row.joinedAtMs ?? Number.POSITIVE_INFINITY, row.insertedAtMs + WAITS_MS);
    const waitingMs = waitingIn.get(row.database) ?? 0;
    waitingIn.set(row.database, Math.max(waitingMs, waitedMs));
    if (!isPreview(row)) continue;
    const seen = seenIn.get(key) ?? [];
    const isBehind = build.losesPreviews && row.insertedAtMs < waitingMs;
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
