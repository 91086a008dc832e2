// By how much a gateway has to correct its clock when a row comes (ruling-4): what three rows of one sender agree on
// counts for that sender, what two such senders agree on for everybody, and a jump of the clock for everybody once a
// row of that age has come. Rows may be late and never early, so a younger one ends what older ones have shown; and one that
// came as it was written shows that the clock is not behind.

import { authorOf, isSelfChat, refusal } from './access.ts';
import { accountAt } from './account-at.ts';
import type { Arrival, Moment } from './arrival.ts';
import { clockGapsOf, clockOffsetAt, NOTICED_WITHIN_MS } from './clock-gaps.ts';
import { comparable } from './handles.ts';
import type { History, WitnessedRow } from './history.ts';
import { mistakenNumber } from './numbers.ts';
import { hasToPair, wasPaired } from './pairing.ts';
import { runsOf } from './runs.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';

const AGREE_MS = 60_000;
const SPAN_MS = 120_000;
const ROWS_MIN = 3;
const DAY_MS = 24 * 3_600_000;
/** Between what imsg wrote and what the gateway read. */
const SLACK_MS = 2_000;
const EDGES = ['first', 'last'] as const;

/** What can be added to the ages of a row; more than one = nobody can say which. */
export type ClockCorrections = ReadonlyMap<WitnessedRow, readonly number[]>;

/** Whether it came live, of somebody who may speak; what is told in no chat may be too old all the same. */
type Witness = 'surely' | 'perhaps' | 'in no chat' | 'no';
/** Those that may have been witnesses together. */
const TAKEN: readonly (readonly Witness[])[] = [
  ['surely'],
  ['surely', 'perhaps'],
  ['surely', 'in no chat'],
  ['surely', 'perhaps', 'in no chat'],
];

interface Sighting {
  readonly row: WitnessedRow;
  readonly sender: string | null;
  readonly atMs: number;
  /** By the gateway's clock. */
  readonly ageMs: number;
  readonly isWitness: Witness;
}

interface Sender {
  firstMs: number;
  rows: number;
  leastMs: number;
  mostMs: number;
  dateMs: number;
  settledMs: number | null;
}

type Gap = ReturnType<typeof clockGapsOf>[number] & { isStep: boolean };

interface Reading {
  /** Wider or narrower than the rule by that much. */
  readonly slackMs: number;
  readonly taken: readonly Witness[];
  readonly isRemote: boolean;
}

export function clockCorrectionsOf(
  account: Settings,
  history: History,
  ownAddresses: ReadonlySet<string>,
  arrivalFor: (row: WitnessedRow) => Arrival | null,
): ClockCorrections {
  const decided = decidedAt(account, history);
  const known = history.rows.flatMap(
    (row) =>
      sightingsOf(row, account, history, ownAddresses, {
        arrival: arrivalFor(row),
        decidedMs: decided.get(row.guid) ?? Number.POSITIVE_INFINITY,
      }) ?? [],
  );
  const isRight = ({ isWitness, ageMs }: Sighting) =>
    isWitness === 'no' || Math.abs(ageMs) <= AGREE_MS - SLACK_MS;
  if (known.every(({ first, last }) => isRight(first) && isRight(last))) return new Map();
  const gaps = clockGapsOf(history);
  const edges = known.some(({ first, last }) => first.atMs !== last.atMs) ? EDGES : (['last'] as const);
  const readings = edges.flatMap((edge) => {
    const sightings = known
      .map((ofRow) => ofRow[edge])
      .sort((one, other) => one.atMs - other.atMs || one.row.rowid - other.row.rowid);
    return [SLACK_MS, -SLACK_MS].flatMap((slackMs) =>
      TAKEN.map((taken) =>
        correctionsBy(sightings, gaps, history, { slackMs, taken, isRemote: account.isRemote }),
      ),
    );
  });
  return new Map(
    known.map(({ first: { row } }) => [row, [...new Set(readings.map((reading) => reading.get(row)!))]]),
  );
}

/** When a row may have come, at the earliest and at the latest: by one of them, and not by the other, it may be enough. */
function sightingsOf(
  row: WitnessedRow,
  account: Settings,
  history: History,
  ownAddresses: ReadonlySet<string>,
  { arrival, decidedMs }: { readonly arrival: Arrival | null; readonly decidedMs: number },
): Readonly<Record<(typeof EDGES)[number], Sighting>> | null {
  const first = arrival?.moments[0];
  const { dateMs } = row;
  if (!arrival || !first || dateMs === null || isOwn(row)) return null;
  // What has been decided on has come.
  const last = arrival.moments.findLast(({ earliestMs }) => earliestMs <= decidedMs) ?? first;
  const latestMs = Math.max(last.earliestMs, Math.min(last.latestMs, decidedMs));
  const author = authorOf(row);
  const speaksUnder = (then: Settings) => {
    const isPaired = () => hasToPair(row, then) && wasPaired(row, arrival, then, history) !== false;
    const isLetIn = author !== null && (refusal(row, then) === null || isPaired());
    return isLetIn && !isSelfChat(row, then, ownAddresses);
  };
  // Whoever was refused then is no witness, though this configuration lets them in.
  const speaks = [first.earliestMs, latestMs].map((atMs) =>
    speaksUnder(accountAt(history.lives, account.accountId, atMs) ?? account),
  );
  const maySpeak = speaks.includes(true);
  const mistaken = maySpeak ? mistakenNumber(row, account, history) : null;
  const isSure =
    mistaken === null &&
    arrival.moments.length === 1 &&
    arrival.cameAgain === false &&
    arrival.isTaken &&
    !speaks.includes(false);
  const witnessOf = (limits: Moment['limits']): Witness => {
    if (mistaken === 'certain' || arrival.cameAgain === true || !limits.has('live')) return 'no';
    if (!arrival.wasTold) return decidedMs < arrival.latestMs ? 'in no chat' : 'no';
    return isSure && limits.size === 1 ? 'surely' : 'perhaps';
  };
  const seenAt = (atMs: number, { limits }: Moment): Sighting => {
    return {
      row,
      sender: author === null ? null : comparable(author),
      atMs,
      ageMs: atMs + clockOffsetAt(history, atMs) - dateMs,
      isWitness: maySpeak ? witnessOf(limits) : 'no',
    };
  };
  return { first: seenAt(first.earliestMs, first), last: seenAt(latestMs, last) };
}

/** When the gateway said first what becomes of each row, by its GUID; absent = it did not. */
function decidedAt(
  { accountId: of }: Settings,
  { rowEvents }: Pick<History, 'rowEvents'>,
): ReadonlyMap<string, number> {
  const decided = new Map<string, number>();
  for (const { guid, isNew, accountId, atMs } of rowEvents) {
    const isMeant = isNew && (accountId === undefined || accountId === of);
    if (isMeant && guid !== null && !decided.has(guid)) decided.set(guid, atMs);
  }
  return decided;
}

function correctionsBy(
  sightings: readonly Sighting[],
  gaps: readonly Omit<Gap, 'isStep'>[],
  { lives }: History,
  reading: Reading,
): Map<WitnessedRow, number> {
  const found = new Map<WitnessedRow, number>();
  const starts = runsOf({ lives }).map(({ fromMs }) => fromMs);
  let senders = new Map<string, Sender>();
  let gap: Gap | null = null;
  let latestMs = Number.NEGATIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const sighting of sightings) {
    const { row, sender, atMs, ageMs, isWitness } = sighting;
    const sinceMs = lastMs;
    const isBetween = (ms: number) => ms > sinceMs && ms <= atMs;
    const jump = gaps.findLast((one) => isBetween(one.atMs));
    const start = starts.findLast(isBetween);
    if (start !== undefined || jump) senders = new Map();
    if (jump) gap = { ...jump, isStep: false };
    if (start !== undefined && start >= (gap?.atMs ?? start)) gap = null;
    // What was told before a start stands in chat.db, if that can be read.
    if (start !== undefined && reading.isRemote) latestMs = Number.NEGATIVE_INFINITY;
    lastMs = atMs;
    if (reading.taken.includes(isWitness)) {
      const isOutdated = row.dateMs! < latestMs - AGREE_MS && ageMs > DAY_MS;
      if (!isOutdated) {
        gap = afterGap(gap, sighting, reading);
        senders.set(sender!, heard(senders.get(sender!), sighting, reading));
      }
    }
    latestMs = Math.max(latestMs, row.dateMs!);
    const settledMs = (sender === null ? null : senders.get(sender)?.settledMs) ?? null;
    found.set(row, correctionFor(settledMs, senders, gap, reading));
  }
  return found;
}

function afterGap(gap: Gap | null, { atMs, ageMs }: Sighting, { slackMs }: Reading): Gap | null {
  if (gap === null) return null;
  if (gap.isStep)
    return ageMs < gap.byMs - AGREE_MS - slackMs || isOnTimeDespite(gap.byMs, ageMs, slackMs) ? null : gap;
  if (gap.isUnclear && slackMs < 0) return null;
  if (Math.abs(ageMs - gap.byMs) > AGREE_MS + slackMs) return null;
  const noticedMs = gap.atMs + (slackMs < 0 ? NOTICED_WITHIN_MS : 0);
  return atMs - noticedMs > AGREE_MS - slackMs ? { ...gap, isStep: true } : gap;
}

/** What is known of a sender after one more row. */
function heard(before: Sender | undefined, { row, atMs, ageMs }: Sighting, { slackMs }: Reading): Sender {
  const dateMs = row.dateMs!;
  const alone = { firstMs: atMs, rows: 1, leastMs: ageMs, mostMs: ageMs, dateMs, settledMs: null };
  if (!before) return alone;
  const { settledMs } = before;
  const leastMs = Math.min(before.leastMs, ageMs);
  const mostMs = Math.max(before.mostMs, ageMs);
  if (mostMs - leastMs <= AGREE_MS + slackMs) {
    const rows = before.rows + (dateMs > before.dateMs ? 1 : 0);
    const isEnough = rows >= ROWS_MIN && atMs - before.firstMs >= SPAN_MS - slackMs;
    const dates = { dateMs: Math.max(dateMs, before.dateMs) };
    return { ...before, ...dates, rows, leastMs, mostMs, settledMs: isEnough ? leastMs : settledMs };
  }
  if (ageMs < before.leastMs) {
    const isRefuted = settledMs === null || ageMs < settledMs - AGREE_MS + slackMs;
    return { ...alone, settledMs: isRefuted ? null : settledMs };
  }
  if (ageMs <= before.mostMs + AGREE_MS + slackMs) return { ...alone, settledMs };
  return before.leastMs < -AGREE_MS ? alone : before;
}

function correctionFor(
  settledMs: number | null,
  senders: ReadonlyMap<string, Sender>,
  gap: Gap | null,
  { slackMs, isRemote }: Reading,
): number {
  if (settledMs !== null) return offBy(settledMs);
  const known = [...senders.values()];
  const settled = known.flatMap((sender) => sender.settledMs ?? []);
  const leastMs = Math.min(...settled);
  const isContradicted = known.some(
    ({ settledMs, leastMs: ageMs }) =>
      settledMs === null &&
      (ageMs < leastMs - AGREE_MS - slackMs || isOnTimeDespite(leastMs, ageMs, slackMs)),
  );
  const agree = Math.max(...settled) - leastMs <= AGREE_MS + slackMs && !isContradicted;
  // The clock of a Mac that is asked may be the second witness.
  const witnesses = settled.length + (isRemote && slackMs > 0 ? 1 : 0);
  if (settled.length > 0 && settled.some((ms) => offBy(ms) !== 0) && agree && witnesses >= 2)
    return offBy(leastMs);
  return gap?.isStep ? offBy(gap.byMs) : 0;
}

/** Whether a row of this age shows that the clock is right, which others take for one that is behind. */
function isOnTimeDespite(saidMs: number, ageMs: number, slackMs: number): boolean {
  return saidMs < -AGREE_MS && Math.abs(ageMs) <= AGREE_MS + slackMs;
}

function offBy(ageMs: number): number {
  return Math.abs(ageMs) > AGREE_MS ? -ageMs : 0;
}
