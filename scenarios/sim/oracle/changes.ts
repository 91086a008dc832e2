// What becomes of words that were deleted or taken back, by when that was: before they were told, while they waited, or
// after the agent had them.

import { longestWaitMs } from './account-at.ts';
import type { Arrival } from './arrival.ts';
import { couldBeAsked } from './disturbances.ts';
import type { AgentCall, History, WitnessedRow } from './history.ts';
import {
  laterCopiesOf,
  mayHaveMissedEdits,
  NOTICED_MS,
  wasWithdrawn,
  wentOnWithoutMs,
} from './latest-words.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { committedFromMs } from './taking.ts';
import { isArchive, isOfAnAgent, isSilent, tellsOfEdit } from './words.ts';

/** So close to the hand-over either may be seen. */
const CHANGE_MS = 2_000;
/** From the moment imsg reads a row until it has told it. */
const READING_MS = 100;
/** From the moment a row is told until its turn is with the agent, where nothing stands in the way. */
export const HANDING_OVER_MS = 30_000;

/** It waited until then. */
export const TAKEN_BACK = 'taken back before it was handed over';
/** A card of a link may stand there without words all the same. */
export const WORDLESS = 'taken back before it was told';

export interface Change {
  readonly is: 'must not' | 'either';
  readonly reason: string;
}

/** The first call of the agent that had a row. */
export type Calls = ReadonlyMap<string, AgentCall>;

export function firstCallsOf(calls: readonly AgentCall[]): Calls {
  const first = new Map<string, AgentCall>();
  for (const call of calls) for (const guid of call.messageGuids) if (!first.has(guid)) first.set(guid, call);
  return first;
}

/** Null = it was not deleted, or when that changes nothing: what the gateway has been told it keeps. */
export function afterDeletion(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  calls: Calls,
  history: History,
): Change | null {
  const { deletedAtMs } = row;
  if (deletedAtMs === null) return null;
  const { wasTold, latestMs, readOnMs, toldMs } = arrival;
  // What imsg never told of it can tell of no more; what it told a gateway that slept is in the pipe.
  if (deletedAtMs < (wasTold ? toldMs.read : latestMs))
    return { is: 'must not', reason: 'deleted before it was told' };
  const isOnItsWay = wasTold && deletedAtMs < toldMs.first;
  const handedOverMs = calls.get(row.guid)?.atMs ?? latestMs + longestWaitMs(account, history, latestMs);
  const isAtHandOver = Math.abs(deletedAtMs - handedOverMs) < CHANGE_MS;
  // Told to a gateway that did not live on, and gone before the next one.
  const isBetween = deletedAtMs < Math.min(readOnMs ?? latestMs, toldMs.taken);
  return isOnItsWay || isAtHandOver || isBetween
    ? { is: 'either', reason: 'deleted while it was told' }
    : null;
}

/**
 * Null = it said something when it was told: what is written down later of a voice memo is told to nobody, nor is what takes
 * the place of a sentence about an edit, or of the bytes of an archive, nor a file that comes to stand beside it later.
 */
export function beforeItsWords(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  { disturbances }: Pick<History, 'disturbances'>,
): Change | null {
  const hasFiles = row.attachments > 0 && account.includeAttachments;
  const filesMs = hasFiles ? (row.attachedAtMs ?? row.insertedAtMs) : Number.POSITIVE_INFINITY;
  const isDebris = (text: string) => isSilent(text) || (row.balloonId === null && tellsOfEdit(text));
  const spokenFrom = row.versions.flatMap(({ text, atMs }, index) => {
    if (isArchive(text) || isOfAnAgent(text)) return [];
    if (!isDebris(text)) return [atMs];
    const untilMs = row.versions[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return filesMs < untilMs ? [Math.max(atMs, filesMs)] : [];
  });
  const spokenMs = Math.min(...spokenFrom);
  const saidAtOnce = spokenMs <= row.versions[0]!.atMs;
  if (spokenFrom.length === 0 || saidAtOnce || !arrival.wasTold) return null;
  if (spokenMs > arrival.latestMs) {
    // chat.db says of it that files belong to it, where it can be asked; one that comes too late has its mark (ruling-24).
    if (spokenMs === filesMs && isWaitedFor(row, account))
      return couldBeAsked(disturbances, arrival.earliestMs, arrival.latestMs)
        ? null
        : { is: 'either', reason: 'chat.db may not have said that it has files' };
    return { is: 'must not', reason: 'it said nothing yet when it was told' };
  }
  if (spokenMs < arrival.earliestMs - READING_MS) return null;
  return { is: 'either', reason: 'its words came while it was told' };
}

/** A placeholder stands for a file, but in a card of an app. */
function isWaitedFor({ announcesFiles, versions, balloonId }: WitnessedRow, { isRemote }: Settings): boolean {
  return announcesFiles === true && !isRemote && balloonId === null && versions[0]!.text.includes('\uFFFC');
}

/** Null = its text was not taken back, or too late to matter (ruling-32). */
export function afterTakingBack(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  calls: Calls,
  history: History,
): Change | null {
  const mustNot: Change = { is: 'must not', reason: TAKEN_BACK };
  if (!calls.has(row.guid) && wasWithdrawn(row, history)) return mustNot;
  const last = row.versions.at(-1)!;
  if (!isTakenBack(row, account)) return afterTakingBackInCopy(row, arrival, account, calls, history);
  if (last.atMs < arrival.earliestMs) {
    // Of a card of a link nobody but chat.db says that it was taken back: imsg tells it as one without a text.
    const mayBeLink =
      isPreview(row) &&
      mayHaveMissedEdits(row, calls.get(row.guid)?.atMs ?? arrival.latestMs, account, history);
    return { is: mayBeLink ? 'either' : 'must not', reason: WORDLESS };
  }
  const handedOverMs = calls.get(row.guid)?.atMs ?? wentOnWithoutMs(row, account, history);
  if (handedOverMs === null) {
    const latestMs = waitedUntilMs(arrival, account, history);
    return last.atMs < latestMs ? { is: 'either', reason: 'its text was taken back' } : null;
  }
  const lookedMs = committedFromMs(handedOverMs, history);
  if (last.atMs < lookedMs - CHANGE_MS && !mayHaveMissedEdits(row, handedOverMs, account, history))
    return mustNot;
  return last.atMs > handedOverMs + CHANGE_MS ? null : { is: 'either', reason: 'its text was taken back' };
}

/** By then a row that was told is with the agent, if it is handed over at all. */
function waitedUntilMs({ latestMs }: Arrival, account: Settings, history: History): number {
  return latestMs + longestWaitMs(account, history, latestMs) + HANDING_OVER_MS;
}

/** What was taken back whole has no body any more: a placeholder stands for a file that is still there. */
function isTakenBack({ versions, attachments }: WitnessedRow, { includeAttachments }: Settings): boolean {
  const { text } = versions.at(-1)!;
  const hasFile = attachments > 0 && includeAttachments && text.includes('\uFFFC');
  return versions.length > 1 && isSilent(text) && !hasFile;
}

/** The same where it stands in a copy by now that took the place of its database, once that is noticed. */
function afterTakingBackInCopy(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  calls: Calls,
  history: History,
): Change | null {
  const copy = laterCopiesOf(row, history).find((one) => isTakenBack(one, account));
  if (!copy) return null;
  const takenBackMs = copy.versions.at(-1)!.atMs;
  const handedOverMs = calls.get(row.guid)?.atMs ?? wentOnWithoutMs(row, account, history);
  if (takenBackMs > (handedOverMs ?? waitedUntilMs(arrival, account, history)) + CHANGE_MS) return null;
  const isSeen =
    handedOverMs !== null &&
    takenBackMs < committedFromMs(handedOverMs, history) - NOTICED_MS &&
    !mayHaveMissedEdits(row, handedOverMs, account, history);
  return isSeen
    ? { is: 'must not', reason: TAKEN_BACK }
    : { is: 'either', reason: 'its text was taken back in a copy of its database' };
}
