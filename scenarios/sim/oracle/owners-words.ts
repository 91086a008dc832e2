// What the owner says by themselves: for a while after it the conversation is theirs, and where that is wanted what mentions
// the agent is a turn. What may be an answer of the gateway's is neither (ruling-33).

import { isGroupChat, isSelfChat } from './access.ts';
import type { Arrival } from './arrival.ts';
import { beginningOf } from './beginning.ts';
import { chatMeaning } from './chat-meaning.ts';
import { clockOffsetAt } from './clock-gaps.ts';
import { copiesOf } from './copies.ts';
import type { History, WitnessedRow } from './history.ts';
import { mentionsAgent } from './mentions.ts';
import { momentOf, momentsOf, type Span } from './moments.ts';
import { type Certainty, NEAR_MS, partsOf, whereOpen, whereSaid } from './own-parts.ts';
import { perHistory } from './per-history.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { isOwnWhenTold } from './speech.ts';
import { leastQuietMs } from './steady.ts';
import { isArchive, isOfAnAgent, isSilent, spokenWords, tellsOfEdit } from './words.ts';

/** Less than any limit on the age of a row. */
export const SURELY_FRESH_MS = 4 * 60_000;

interface Known {
  arrivalFor(row: WitnessedRow): Arrival | null;
  /** The addresses of this Mac that its rows name. */
  readonly ownAddresses: ReadonlySet<string>;
}

/** Whether somebody's row was said, or comes, while the owner has the conversation. */
export function comesIntoQuiet(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  history: History,
  known: Known,
): Certainty {
  const { quietMs } = account;
  if (quietMs === 0) return null;
  const isOutside = ([leastMs, mostMs]: Span) => leastMs >= quietMs + NEAR_MS || mostMs <= -quietMs - NEAR_MS;
  const isInside = ([leastMs, mostMs]: Span, surelyMs: number) => mostMs < surelyMs && leastMs > -surelyMs;
  const rowSaid = momentOf(row, arrival);
  const rowCame: Span = [arrival.earliestMs, arrival.latestMs];
  const words = wordsIn(chatMeaning(row), account, history, known).flatMap((one) => {
    const order = orderOf(one.word, one.said, row, arrival, history);
    if (order === null) return [];
    return momentsOf(one.word, one.said, history).map((atMs) => ({ ...one, order, atMs }));
  });
  // Of several words the last counts for what was said before all of them.
  const lastMs = Math.max(...words.map(({ atMs }) => atMs[1]));
  const isFarFromLast = lastMs - rowSaid[0] > quietMs - NEAR_MS;
  let found: Certainty = null;
  for (const { said, isCertain, order, atMs } of words) {
    const shiftMs = shiftBetween(said, arrival, history);
    const [saidAfter, cameAfter] = [after(atMs, rowSaid, shiftMs), after(atMs, rowCame, shiftMs)];
    if (isOutside(saidAfter) && isOutside(cameAfter)) continue;
    const isOutdone = isFarFromLast && saidAfter[0] < 0;
    found = 'unknown';
    if (!isCertain || order !== 'certain') continue;
    const surelyMs = leastQuietBetween(said, arrival, account, history) - NEAR_MS;
    if ((isInside(saidAfter, surelyMs) && !isOutdone) || isInside(cameAfter, surelyMs)) return 'certain';
  }
  return found;
}

/** How long the owner had a conversation at least from what was told first to what was told last. */
function leastQuietBetween(first: Arrival, last: Arrival, account: Settings, history: History): number {
  return leastQuietMs(account, history, first.earliestMs - NEAR_MS, last.latestMs + NEAR_MS);
}

/** How long after a word something is, at least and at most; `shiftMs` = by how much that may seem otherwise. */
function after([fromMs, toMs]: Span, [earliestMs, latestMs]: Span, shiftMs: number): Span {
  return [earliestMs - toMs + Math.min(0, shiftMs), latestMs - fromMs + Math.max(0, shiftMs)];
}

/** By how much later, or earlier, a row may seem than it is, beside what was told before: nothing is said after it comes. */
function shiftBetween(before: Arrival, after: Arrival, history: History): number {
  const behindMs = ({ latestMs }: Arrival) => Math.min(0, clockOffsetAt(history, latestMs));
  return behindMs(after) - behindMs(before);
}

/** What the owner said in a conversation, or may have, and not to the agent. */
interface OwnersWord {
  readonly word: WitnessedRow;
  readonly said: Arrival;
  /** Whether it is that for certain. */
  readonly isCertain: boolean;
}

const KNOWN_WORDS = new WeakMap<Known, Map<string | null, readonly OwnersWord[]>>();

/** Asked for each row of a conversation. */
function wordsIn(
  chat: string | null,
  account: Settings,
  history: History,
  known: Known,
): readonly OwnersWord[] {
  const words = KNOWN_WORDS.get(known) ?? wordsByChat(account, history, known);
  KNOWN_WORDS.set(known, words);
  return words.get(chat) ?? [];
}

function wordsByChat(account: Settings, history: History, known: Known): Map<string | null, OwnersWord[]> {
  return Map.groupBy(ownersWords(account, history, known), ({ word }) => chatMeaning(word));
}

export function ownersWords(account: Settings, history: History, known: Known): readonly OwnersWord[] {
  return history.rows.flatMap((word): OwnersWord[] => {
    if (!word.versions.some(({ isFromMe }) => isFromMe)) return [];
    // What was said before the first look nobody has read.
    const beginning = beginningOf(word, account, history);
    const said = known.arrivalFor(word);
    // What becomes of their words later changes nothing of that they were said.
    const untilMs = (said?.latestMs ?? 0) + NEAR_MS;
    const certainty = beginning === 'history' ? null : ownersWord(word, account, history, known, untilMs);
    if (said === null || certainty === null) return [];
    const isForAgent = asksAgent(word, said, account, history, known);
    if (isForAgent === 'certain') return [];
    const wasRead = beginning === null || beginning === 'replay';
    const isSteady = leastQuietBetween(said, said, account, history) > 0;
    const isCertain = isForAgent === null && certainty === 'certain' && wasRead && isSteady;
    return [{ word, said, isCertain }];
  });
}

/** Whoever asks the agent wants it to speak; what is too old to be a turn is words as any others. */
function asksAgent(
  word: WitnessedRow,
  said: Arrival,
  account: Settings,
  history: History,
  known: Known,
): Certainty {
  const { latestMs } = said;
  const certainty = speaksToAgent(word, account, history, known);
  const isFresh = latestMs - (word.dateMs ?? latestMs) < SURELY_FRESH_MS;
  const isSteady = leastQuietBetween(said, said, account, history) > 0;
  return certainty === 'certain' && !(isFresh && isSteady) ? 'unknown' : certainty;
}

/** Whether an own row is a turn. */
export function speaksToAgent(
  row: WitnessedRow,
  account: Settings,
  history: History,
  known: Known,
): Certainty {
  const mentions = account.hearsOwner && mentionsAgent(row, account, history);
  if (mentions === false) return null;
  const isOff = isGroupChat(row, account)
    ? account.groupPolicy === 'disabled'
    : account.dmPolicy === 'disabled';
  const certainty = isOff ? null : ownersWord(row, account, history, known);
  return mentions === 'unknown' ? certainty && 'unknown' : certainty;
}

/** Whether an own row is the owner's, and nothing that the gateway could have sent, by what had become of it until then. */
function ownersWord(
  row: WitnessedRow,
  account: Settings,
  history: History,
  known: Known,
  untilMs = Number.POSITIVE_INFINITY,
): Certainty {
  const arrival = known.arrivalFor(row);
  if (arrival === null || row.joinedAtMs === null || row.chatGuid === null) return null;
  if (row.associatedType !== 0 || row.itemType !== 0 || isPreview(row)) return null;
  if (isSelfChat(row, account, known.ownAddresses)) return null;
  if (left(history).has(row.guid)) return null;
  const { text } = row.versions[0]!;
  if (isSilent(text)) return row.attachments > 0 && account.includeAttachments ? 'unknown' : null;
  if (isArchive(text) || isOfAnAgent(text) || tellsOfEdit(text)) return null;
  // Of a copy that stands in a restored database what it was copied from was told.
  const hasChanged = (copiesOf(history).get(row.guid) ?? [row]).some(
    (one) =>
      one.versions.some((version) => version.text !== text && version.atMs <= untilMs) ||
      isOwnWhenTold(one, arrival) !== 'certain',
  );
  if (hasChanged || (row.deletedAtMs !== null && row.deletedAtMs <= untilMs)) return 'unknown';
  return noneOfOurs(row, arrival, history);
}

/** Whether nothing that the gateway had open, or said, can be a row. */
export function noneOfOurs(row: WitnessedRow, arrival: Arrival, history: History): Certainty {
  const { text } = row.versions[0]!;
  const { saying } = partsOf(history);
  const inTheWay = [
    whereOpen(row, arrival, history),
    ...(saying.get(spokenWords(text)) ?? []).map((part) => whereSaid(part, row, arrival)),
  ];
  if (inTheWay.includes('certain')) return null;
  return inTheWay.includes('unknown') || isUntoldOf(row, arrival, history) ? 'unknown' : 'certain';
}

/** The GUIDs of what left. */
const left = perHistory(({ departures }) => new Set(departures.map(({ guid }) => guid)));

/** An answer of which nothing was told may have been committed all the same. */
function isUntoldOf(row: WitnessedRow, { latestMs }: Arrival, history: History): boolean {
  const there = untold(history).get(chatMeaning(row)) ?? [];
  return there.some(({ atMs }) => atMs < latestMs);
}

const untold = perHistory(({ calls, parts }) => {
  const told = new Set(parts.map(({ turnId }) => turnId));
  const saying = calls.filter(
    ({ turnId, replies, pieces = [] }) => !told.has(turnId) && (replies?.length ?? 1) + pieces.length > 0,
  );
  return Map.groupBy(saying, ({ chatGuid }) => chatMeaning({ chatGuid, chatIdentifier: null }));
});

/** Whether the gateway decided about the owner's word before the other row; null = after it. */
export function orderOf(
  word: WitnessedRow,
  said: Arrival,
  row: WitnessedRow,
  heard: Arrival,
  history: History,
): Certainty {
  if (said.latestMs + NEAR_MS < heard.earliestMs) return 'certain';
  if (said.earliestMs > heard.latestMs + NEAR_MS) return null;
  if (!said.wasTold || !heard.wasTold || crashedAround([said, heard], history)) return 'unknown';
  const first = firstTold(history);
  return first.get(word.guid)! < first.get(row.guid)! ? 'certain' : null;
}

/** What a gateway was told that crashed soon after, the next one is told again, and maybe in another order. */
function crashedAround(arrivals: readonly Arrival[], { lives }: History): boolean {
  const fromMs = Math.min(...arrivals.map(({ earliestMs }) => earliestMs)) - NEAR_MS;
  const untilMs = Math.max(...arrivals.map(({ latestMs }) => latestMs)) + NEAR_MS;
  return lives.some(({ end, toMs }) => end === 'crash' && toMs !== null && toMs > fromMs && toMs < untilMs);
}

/** As the how manyth telling each row was told first. */
const firstTold = perHistory(({ tellings }) => {
  const first = new Map<string, number>();
  for (const [index, { guid }] of tellings.entries()) if (!first.has(guid)) first.set(guid, index);
  return first;
});
