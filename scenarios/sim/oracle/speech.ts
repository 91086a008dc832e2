// Rows that are nobody's words to the agent by what they are.

import { authorOf } from './access.ts';
import type { Arrival } from './arrival.ts';
import type { WitnessedRow } from './history.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { isArchive, isOfAnAgent, isSilent, tellsOfEdit } from './words.ts';

export const isOwn = ({ versions }: WitnessedRow) => versions.every(({ isFromMe }) => isFromMe);

/** A change so soon before a row was read may have come after it. */
const READING_TAKES_MS = 100;

/**
 * Whether a row is the owner's by the time it is told: Messages may write one as another's and make it the owner's later.
 * `unknown` = it did so about then; null = it did not, or later.
 */
export function isOwnWhenTold(row: WitnessedRow, arrival: Arrival | null): 'certain' | 'unknown' | null {
  if (isOwn(row)) return 'certain';
  const became = row.versions.find(({ isFromMe }) => isFromMe);
  if (!became || arrival === null || !row.versions.at(-1)!.isFromMe) return null;
  const readMs = Math.min(arrival.earliestMs, arrival.toldMs.read);
  if (became.atMs < readMs - READING_TAKES_MS) return 'certain';
  return became.atMs <= arrival.latestMs ? 'unknown' : null;
}

/** Rows that are nobody's words, whatever the configuration. */
export function neverSpeech(row: WitnessedRow, account: Settings): string | null {
  if (isOwn(row)) return 'own words';
  if (row.associatedType >= 2000 && row.associatedType < 4000 && !isSticker(row)) return 'a tapback';
  if (row.itemType !== 0) return 'a note about the group';
  const saysNothing = row.versions.every(({ text }) => isSilent(text));
  if (saysNothing && !isPreview(row) && (row.attachments === 0 || !account.includeAttachments))
    return 'blank';
  if (row.versions.every(({ text }) => isArchive(text))) return 'the bytes of an archive';
  if (row.versions.every(({ text }) => isArchive(text) || isOfAnAgent(text))) return 'words of an agent';
  const isTextAlone = row.balloonId === null && (row.attachments === 0 || !account.includeAttachments);
  const isDebris = (text: string) =>
    isSilent(text) || isArchive(text) || isOfAnAgent(text) || tellsOfEdit(text);
  if (isTextAlone && row.versions.every(({ text }) => isDebris(text))) return 'it tells of an edit, or less';
  if (authorOf(row) === null) return 'nobody is known to have written it';
  return null;
}

/** Put on a message, used as a tapback, taken back. */
const STICKER_TYPES: ReadonlySet<number> = new Set([1000, 2007, 3007]);
export const isSticker = ({ associatedType }: WitnessedRow) => STICKER_TYPES.has(associatedType);
