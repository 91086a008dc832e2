// Whether what somebody writes is of the turn of what they wrote just before in the same chat: then it counts with that
// towards what one person may have answered.

import { isGroupChat } from './access.ts';
import { settingsWaitedBy, WINDOWS_MAX } from './account-at.ts';
import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';
import { isUndisturbed } from './undisturbed.ts';

/** One message, by the gateway's own clock, which counts. */
interface Said {
  readonly row: WitnessedRow;
  readonly arrival: Arrival;
  readonly clockFromMs: number;
  readonly clockToMs: number;
}

/** What may wait for more. */
export interface Waiting {
  readonly last: Said;
  /** Of those that wait the one that was written last; what comes late may have been written before others. */
  readonly latest: WitnessedRow;
  /** The last of them that is of a turn which counts: a preview goes with what was said before it, whichever turn it is of. */
  readonly counted: WitnessedRow;
  /** Between when and when its first message came. */
  readonly firstFromMs: number;
  readonly firstToMs: number;
  /** Whether it is known that its last message was let in. */
  readonly isSure: boolean;
}

/** So near to the end of its time a message may be of it or not. */
const NEAR_WINDOW_MS = 250;
/** How far off the moment of a decision may be. */
const NEAR_MS = 5_000;
/** Such words are no mere text. */
const MAY_GO_AT_ONCE = /^(?:\/|(?:stop|abort|cancel)$|$)/i;

export function placeOf({ database, chatGuid, sender }: WitnessedRow): string {
  return `${database} ${chatGuid} ${sender}`;
}

/** By every configuration by which it may have waited; null = nobody can say. */
export function isOfTheSameTurn(
  said: Said,
  waiting: Waiting | undefined,
  account: Settings,
  history: History,
): boolean | null {
  if (waiting === undefined) return false;
  const during = settingsWaitedBy(account, history, waiting.last.row.insertedAtMs, said.arrival.latestMs);
  const [first, ...others] = (during.length === 0 ? [account] : during).map((then) =>
    isOfTheSameTurnBy(said, waiting, then, history),
  );
  return others.every((one) => one === first) ? first! : null;
}

function isOfTheSameTurnBy(
  said: Said,
  waiting: Waiting,
  account: Settings,
  history: History,
): boolean | null {
  const { waitMs } = account;
  if (waitMs === 0 || !mayWait(said.row, account, history)) return false;
  const { last, latest, firstFromMs, firstToMs, isSure } = waiting;
  if (said.clockFromMs - last.clockToMs > waitMs + NEAR_MS) return false;
  if (said.clockFromMs - firstToMs > WINDOWS_MAX * waitMs + NEAR_MS) return false;
  const datesMs = [last.row, latest].map((one) => datesApartMs(one, said.row));
  if (isSure && Math.min(...datesMs) > waitMs + NEAR_MS) return false;
  const soonMs = waitMs - NEAR_WINDOW_MS;
  const isSoon =
    said.clockFromMs >= last.clockFromMs &&
    said.clockToMs - last.clockFromMs < soonMs &&
    Math.max(...datesMs) < soonMs &&
    said.clockToMs - firstFromMs < WINDOWS_MAX * waitMs - NEAR_WINDOW_MS;
  const areTexts = [last, said].every((one) => isText(one, account));
  const isSteady = isUndisturbed(last.row, said.row, account, history) && areOfOneLife(last, said, history);
  return (isSoon && areTexts && isSure && isSteady) || null;
}

/** Whether the gateway said that it had made one turn of it and of what waited, by whichever configuration. */
export function inOneTurn(
  { row }: Pick<Said, 'row'>,
  before: Waiting | undefined,
  history: History,
): boolean {
  const turns = turnsOf(history);
  const turnId = turns.get(row.guid);
  return turnId !== undefined && before !== undefined && turns.get(before.counted.guid) === turnId;
}

const turnsOf = perHistory(
  ({ turnEvents }) =>
    new Map(turnEvents.flatMap(({ turnId, messageGuids }) => messageGuids.map((guid) => [guid, turnId]))),
);

/** With a message that was let in, or may have been. */
export function waitingWith(
  said: Said,
  waiting: Waiting | undefined,
  joins: boolean | null,
  isSure: boolean,
): Waiting {
  const { row, clockFromMs, clockToMs } = said;
  if (!waiting || joins === false)
    return { last: said, latest: row, counted: row, firstFromMs: clockFromMs, firstToMs: clockToMs, isSure };
  const { firstFromMs, firstToMs } = waiting;
  const latest = (row.dateMs ?? 0) >= (waiting.latest.dateMs ?? 0) ? row : waiting.latest;
  return { last: said, latest, counted: row, firstFromMs, firstToMs: joins ? firstToMs : clockToMs, isSure };
}

/** Where only a link waits for its text, nothing else is of one turn, unless nobody can tell links from texts. */
function mayWait(row: WitnessedRow, account: Settings, { build }: History): boolean {
  return !account.joinsPreviews || (!build.marksPreviews && !isGroupChat(row, account));
}

/** Whether it waits without a doubt: mere text, in whichever form it was told. */
function isText({ row, arrival }: Said, { joinsPreviews }: Settings): boolean {
  const hasFiles = row.attachments > 0 || row.announcesFiles === true || row.attachedAtMs !== undefined;
  if (joinsPreviews || hasFiles || row.balloonId !== null || arrival.cameAgain !== false) return false;
  return row.versions.every(({ text }) => !MAY_GO_AT_ONCE.test(text.trim()));
}

function datesApartMs({ dateMs: first }: WitnessedRow, { dateMs: second }: WitnessedRow): number {
  return first === null || second === null ? 0 : Math.abs(second - first);
}

function areOfOneLife({ row: first }: Said, { arrival }: Said, { lives }: History): boolean {
  const { latestMs } = arrival;
  const configs = lives
    .filter(({ fromMs, toMs }) => fromMs <= latestMs && (toMs === null || toMs >= first.insertedAtMs))
    .map(({ config }) => JSON.stringify(config));
  return new Set(configs).size === 1;
}
