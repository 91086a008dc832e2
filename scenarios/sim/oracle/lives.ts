// Which configuration decides about a row, where a later life has another one.

import { isInWords, MAY_BE_IN_WORDS } from './approvals.ts';
import { toldBy } from './arrival.ts';
import { toldAtLatestMs } from './asked.ts';
import { mayTellOfBudget, overByOne } from './budgets.ts';
import { isHeard, isOpen, ONE_LIFES_COMMAND } from './commands.ts';
import { disturbedUntil } from './disturbances.ts';
import type { GatewayLife, History, Telling, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { judgeRows } from './judgement.ts';
import { UNADDRESSED } from './mentions.ts';
import { runsOf } from './runs.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** A row may still be undecided that long after it came. */
const UNDECIDED_MS = 30_000;
/** What was mended is felt that long. */
const MENDING_TAKES_MS = 120_000;

type Judged = ReadonlyMap<WitnessedRow, Judgement>;

/** What should become of each row of an account, by the configuration of the life that was there for it. */
export function judgedByLives(account: Settings, history: History): Judged {
  const last = judgeRows(account, history);
  const lastConfig = JSON.stringify(history.lives.at(-1)?.config);
  const byConfig = new Map<string, Judged>([[lastConfig, last]]);
  for (const { config } of history.lives) {
    const text = JSON.stringify(config);
    if (byConfig.has(text)) continue;
    const then = receivingAccounts(config).find(({ accountId }) => accountId === account.accountId);
    byConfig.set(text, then ? judgeRows(then, history) : new Map());
  }
  if (byConfig.size === 1) return last;
  const told = toldBy(history);
  const firstTold = firstToldOf(history);
  return new Map(
    [...last].map(([row, judgement]) => {
      const telling = told.get(row.guid)?.find(({ database }) => database === row.database);
      const deciding = livesOf(row, telling?.atMs ?? null, history, firstTold.get(row.guid));
      const said = [...deciding, ...livesThatAsked(row, telling, deciding, account, history)].map(
        ({ config }) => byConfig.get(JSON.stringify(config))!.get(row) ?? NOBODY_READ,
      );
      const [first = judgement, ...others] = said;
      // Whichever refused it: what one of them may have kept for a later turn is talk of its group.
      const asTalk = said.find((one) => one.is === 'must not' && one.reason === UNADDRESSED);
      const isCommand = (one: Judgement) => isHeard(one) || isOpen(one);
      const isOnes = (is: (one: Judgement) => boolean) => said.some(is) && !said.every(is);
      const isSame = others.every(({ is }) => is === first.is);
      const isOverSome = said.some(mayTellOfBudget) && !(isSame && said.every(mayTellOfBudget));
      const of = { command: isOnes(isCommand), budget: isOverSome, words: isOnes(isInWords) };
      if (!of.command && !of.budget && !of.words && isSame) return [row, asTalk ?? first];
      // Whichever let it in was told of it at the same time.
      const arrival = said.find((one) => one.arrival)?.arrival;
      const ofOne = of.command ? COMMAND_OF_ONE : of.words ? DECISION_OF_ONE : null;
      const open = ofOne ?? (of.budget ? overByOne(said) : CHANGED);
      return [row, arrival ? { ...open, arrival } : open];
    }),
  );
}

const CHANGED: Judgement = { is: 'either', reason: 'the configuration changed while it was told' };
const COMMAND_OF_ONE: Judgement = { is: 'either', reason: ONE_LIFES_COMMAND };
const DECISION_OF_ONE: Judgement = { is: 'either', reason: MAY_BE_IN_WORDS };
const NOBODY_READ: Judgement = { is: 'either', reason: 'its account came or went with a configuration' };

/** The commit of a decision and what the gateway tells of it are no further apart. */
const TOLD_OF_MS = 1_000;

/** No gateway reads sooner after its start. */
const STARTING_MS = 5;

/** What the gateway told of a row first. */
interface FirstTold {
  readonly atMs: number;
  /** Whether it was decided for good then. */
  readonly isFinal: boolean;
}

function firstToldOf({ rowEvents }: History): ReadonlyMap<string, FirstTold> {
  const decided = rowEvents.filter(({ guid, isNew }) => isNew && guid !== null);
  return new Map(
    [...Map.groupBy(decided, ({ guid }) => guid!)].map(([guid, [event, ...others]]) => [
      guid,
      { atMs: event!.atMs, isFinal: event!.fate !== null && others.length === 0 },
    ]),
  );
}

/**
 * The life that decided it, where the gateway said so at once; else the first that can have read it, and the one after where
 * that ended so soon that it may have been that.
 */
function livesOf(
  row: WitnessedRow,
  toldMs: number | null,
  history: History,
  firstTold: FirstTold | undefined,
): readonly GatewayLife[] {
  // It was decided by the gateway that told of it first, though its store may have taken that only long after.
  const run = firstTold && runsOf(history).findLast(({ fromMs }) => fromMs + STARTING_MS <= firstTold.atMs);
  const knownMs = Math.max(decidableFrom(row, toldMs, history), run?.fromMs ?? 0);
  if (firstTold?.isFinal) {
    const earliestMs = Math.min(knownMs, firstTold.atMs - TOLD_OF_MS);
    return history.lives.filter(
      ({ fromMs, toMs }) => fromMs <= firstTold.atMs && (toMs === null || toMs >= earliestMs),
    );
  }
  const decidedMs = toldMs === null ? toldAtLatestMs(row) : 0;
  const left = history.lives.filter(({ toMs }) => toMs === null || toMs > knownMs);
  const undecided = left.findIndex(
    ({ toMs, fromMs }) =>
      toMs === null || toMs > Math.max(decidedMs, Math.max(fromMs, knownMs) + UNDECIDED_MS),
  );
  return undecided < 0 ? left : left.slice(0, undecided + 1);
}

/**
 * imsg tells of files where it was asked for them as its watch began: of a row with files also those lives count under which that
 * was, where files were wanted otherwise then.
 */
function livesThatAsked(
  { attachments, announcesFiles }: WitnessedRow,
  telling: Telling | undefined,
  deciding: readonly GatewayLife[],
  { accountId }: Settings,
  { lives, subscriptions }: History,
): readonly GatewayLife[] {
  const [first] = deciding;
  if (!telling || !first || (attachments === 0 && announcesFiles !== true)) return [];
  const watch = subscriptions.findLast(({ atMs, pid }) => pid === telling.pid && atMs <= telling.atMs);
  if (!watch) return [];
  const wantsFiles = ({ config }: GatewayLife) =>
    receivingAccounts(config).find((account) => account.accountId === accountId)?.includeAttachments;
  return lives.filter(
    (life) =>
      life.fromMs < first.fromMs &&
      (life.toMs ?? 0) >= watch.atMs &&
      life.end === 'config' &&
      wantsFiles(life) !== wantsFiles(first),
  );
}

/**
 * Nobody decides about what was not told yet, where something was in the way of that or a life ended too soon for it. A life
 * that should have been told and was not is held to its own configuration: of what stands in no chat yet none is.
 */
function decidableFrom(row: WitnessedRow, toldMs: number | null, { lives, disturbances }: History): number {
  const availableMs = row.joinedAtMs ?? row.insertedAtMs;
  if (toldMs === null) return availableMs;
  for (const { fromMs, toMs } of lives) {
    const endedMs = toMs ?? Number.POSITIVE_INFINITY;
    if (endedMs <= availableMs) continue;
    const beganMs = Math.max(fromMs, availableMs);
    const untilMs = Math.min(endedMs, toldMs);
    const wasFree = disturbedUntil(disturbances, 'reading', beganMs - MENDING_TAKES_MS, untilMs) === null;
    const isOfIt = endedMs > toldMs;
    if (wasFree && (isOfIt || endedMs > Math.max(beganMs + UNDECIDED_MS, toldAtLatestMs(row))))
      return beganMs;
    if (isOfIt) break;
  }
  return toldMs;
}
