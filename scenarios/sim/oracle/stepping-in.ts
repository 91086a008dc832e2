// Where the owner steps in, what still waits in the conversation is left to them: it is not begun after that (ruling-33).

import { longestWaitMs, WINDOWS_MAX } from './account-at.ts';
import { arrivalOf, toldBy } from './arrival.ts';
import { HANDING_OVER_MS } from './changes.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { Disturbance } from './disturbances.ts';
import { firstByTurn } from './first-calls.ts';
import { freeFrom, roomFrom } from './heard-out.ts';
import type { Finding, History, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement } from './judged.ts';
import { NEAR_MS } from './own-parts.ts';
import { ownersWords } from './owners-words.ts';
import { mayBeBraked } from './paces.ts';
import { runsOf } from './runs.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** What was held up by something that went wrong may be felt so long: as long as a send without an answer holds what is behind it. */
const FELT_MS = 2 * 3_600_000;

/** Words of the owner after which the agent is quiet. */
export interface StepIn {
  readonly word: WitnessedRow;
  readonly conversation: string | null;
  readonly accountId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether it is that for certain. */
  readonly isCertain: boolean;
}

export function stepsInOf(account: Settings, history: History): readonly StepIn[] {
  const { accountId } = account;
  const quiet = history.lives.map(
    ({ config }) => receivingAccounts(config).find((one) => one.accountId === accountId)?.quietMs ?? 0,
  );
  if (quiet.every((quietMs) => quietMs === 0)) return [];
  const told = toldBy(history);
  const known = {
    arrivalFor: (row: WitnessedRow) => arrivalOf(row, account, history, told),
    ownAddresses: new Set(history.rows.flatMap((row) => row.ownAddress ?? [])),
  };
  return ownersWords(account, history, known).map(({ word, said, isCertain }) => ({
    word,
    conversation: chatMeaning(word),
    accountId,
    fromMs: said.earliestMs,
    toMs: said.latestMs,
    isCertain: isCertain && said.wasTold && said.cameAgain === false && !quiet.includes(0),
  }));
}

/** Whether what waited in a lane around then may have been left to the owner. */
export function isTakenBy({ accountId, ...step }: StepIn, lane: string, atMs: number): boolean {
  if (!lane.startsWith(`${accountId}/`)) return false;
  const chatGuid = lane.slice(accountId.length + 1);
  const isThere = chatMeaning({ chatGuid, chatIdentifier: null }) === step.conversation;
  return isThere && atMs >= step.fromMs - NEAR_MS && atMs <= step.toMs + NEAR_MS;
}

/** Of a row that may still have waited then nobody can say whether it was begun before. */
export function judgedWithStepsIn(
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  stepsIn: readonly StepIn[],
  account: Settings,
  history: History,
): ReadonlyMap<WitnessedRow, Judgement> {
  if (stepsIn.length === 0) return rows;
  const handedOver = new Set(history.calls.flatMap(({ messageGuids }) => messageGuids));
  const byConversation = Map.groupBy(stepsIn, ({ conversation }) => conversation);
  return new Map(
    [...rows].map(([row, judgement]) => {
      const { arrival } = judgement;
      const isOpen = judgement.is === 'must' && !handedOver.has(row.guid);
      const later = isOpen ? (byConversation.get(chatMeaning(row)) ?? []) : [];
      const toldMs = arrival?.earliestMs ?? row.insertedAtMs;
      const untilMs = arrival
        ? waitsUntil(row, arrival.latestMs, account, history)
        : Number.POSITIVE_INFINITY;
      const isTaken = later.some((step) => step.toMs >= toldMs - NEAR_MS && step.fromMs <= untilMs + NEAR_MS);
      return [row, isTaken ? { ...TAKEN, ...(arrival && { arrival }) } : judgement];
    }),
  );
}

const TAKEN: Judgement = { is: 'either', reason: 'the owner may have stepped in before it was begun' };

/** So long it may wait before the agent is asked. */
function waitsUntil(row: WitnessedRow, toldMs: number, account: Settings, history: History): number {
  const waitedMs = longestWaitMs(account, history, toldMs) * WINDOWS_MAX;
  const freeMs = roomFrom(toldMs, freeFrom(row, toldMs + waitedMs, history), history);
  const untilMs = freeMs + HANDING_OVER_MS;
  const isHeld =
    !goesOnBy(toldMs, untilMs, history) || mayBeBraked(row, { toldMs, freeMs }, account, history);
  return isHeld ? Number.POSITIVE_INFINITY : untilMs;
}

/** Whether one gateway is at it all that time, its clock is right, and nothing goes wrong then nor is felt still. */
function goesOnBy(fromMs: number, toMs: number, { clockOffsets, disturbances, lives }: History): boolean {
  const isFelt = (one: Disturbance) =>
    one.fromMs <= toMs && (one.toMs === null || one.toMs + (one.holdsMs ?? 0) + FELT_MS >= fromMs);
  return (
    clockOffsets.length === 0 &&
    !disturbances.some(isFelt) &&
    runsOf({ lives }).some(
      (run) => run.fromMs + HANDING_OVER_MS <= fromMs && (run.toMs === null || run.toMs > toMs),
    )
  );
}

/** What was told before it and stood there before it is not begun after it. */
export function stepInFindings(
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  stepsIn: readonly StepIn[],
  { calls }: History,
): Finding[] {
  const certain = stepsIn.filter(({ isCertain }) => isCertain);
  if (certain.length === 0) return [];
  const counted = countedByGuid(rows);
  const waited = (guid: string, { word, fromMs }: StepIn) => {
    const row = counted.get(guid);
    const arrival = row && rows.get(row)?.arrival;
    const isBefore = row !== undefined && row.database === word.database && row.rowid < word.rowid;
    return isBefore && arrival !== undefined && arrival.latestMs < fromMs - NEAR_MS;
  };
  const first = [...firstByTurn(calls).values()];
  return certain.flatMap((step): Finding[] =>
    first
      .filter(
        ({ accountId, chatGuid, atMs, messageGuids }) =>
          accountId === step.accountId &&
          chatMeaning({ chatGuid, chatIdentifier: null }) === step.conversation &&
          atMs > step.toMs + NEAR_MS &&
          messageGuids.every((guid) => waited(guid, step)),
      )
      .map(({ turnId }) => ({
        clause: 'stopped',
        text: `turn ${turnId} was begun after the owner had stepped in`,
        row: step.word,
      })),
  );
}
