// How fast something was answered in a conversation.

import { settingsDuring } from './account-at.ts';
import { HANDING_OVER_MS } from './changes.ts';
import { GATEWAY_SLEEPS } from './clock-gaps.ts';
import type { AgentCall, History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

export const COUNTED_MS = 5 * 60_000;
/** So near to the end of the time that counts nobody can say. */
export const NEAR_MS = 5_000;
/** Between the end of an agent's answer and what is told of it. */
const COMMITTED_WITHIN_MS = 100;
/** By then an answer is committed. */
export const COMMITTED_MS = 2_000;
/** A conversation that is braked waits so long at most, by the gateway's clock. */
const LONGEST_PAUSE_MS = 60 * 60_000;
/** By a clock that is set, runs otherwise or slept a pause may take longer. */
const BY_WRONG_CLOCK_MS = 2 * LONGEST_PAUSE_MS;

/**
 * Whether the turn of a row may have had to wait for its conversation to come to rest: a burst of exchanges before it may be
 * braked as it ends, and what comes after it is none before it. `freeMs` = when what stood before the row had its answers.
 */
export function mayBeBraked(
  { chatGuid }: WitnessedRow,
  { toldMs, freeMs }: { readonly toldMs: number; readonly freeMs: number },
  account: Settings,
  history: History,
): boolean {
  const { clockOffsets, disturbances } = history;
  const isRight = clockOffsets.length === 0 && !disturbances.some(({ what }) => what === GATEWAY_SLEEPS);
  const pauseMs = isRight ? LONGEST_PAUSE_MS + NEAR_MS : BY_WRONG_CLOCK_MS;
  const [fromMs, toMs] = [toldMs - pauseMs, freeMs + HANDING_OVER_MS];
  // A pause goes on as it was begun, whatever holds since.
  const isBegun = (endMs: number, limit: number) =>
    settingsDuring(account, history, endMs - NEAR_MS, endMs + NEAR_MS).some(
      ({ exchangesMax }) => exchangesMax === limit,
    );
  return settingsDuring(account, history, fromMs, toMs).some(
    (then) =>
      then.exchangesMax > 0 &&
      history.calls.length >= then.exchangesMax &&
      burstsIn(chatGuid ?? '', then, history).some(
        (endMs) => endMs <= toMs && endMs >= fromMs && isBegun(endMs, then.exchangesMax),
      ),
  );
}

type Bursts = ReadonlyMap<string, readonly number[]>;
const KNOWN = new WeakMap<History, Map<string, Bursts>>();

/** When a conversation had so many exchanges that it may be braked; asked of each of its rows. */
function burstsIn(chatGuid: string, account: Settings, history: History): readonly number[] {
  const known = KNOWN.get(history) ?? new Map<string, Bursts>();
  KNOWN.set(history, known);
  const key = `${account.exchangesMax} ${account.accountId}`;
  const ofAccount = known.get(key) ?? burstsByChat(account, history);
  known.set(key, ofAccount);
  return ofAccount.get(chatGuid) ?? [];
}

function burstsByChat(account: Settings, history: History): Bursts {
  const endsOf = (times: readonly number[]) =>
    times.flatMap((atMs, index) => {
      const last = times[index + account.exchangesMax - 1];
      return last !== undefined && last - atMs <= COUNTED_MS + NEAR_MS ? [last] : [];
    });
  return new Map([...exchangesByChat(account, history)].map(([chat, times]) => [chat, endsOf(times)]));
}

function exchangesByChat(account: Settings, history: History): Map<string, number[]> {
  const dates = new Map(history.rows.map(({ guid, dateMs }) => [guid, dateMs]));
  const isRight = history.clockOffsets.length === 0;
  const timesOf = (answers: readonly AgentCall[]) =>
    answers.filter((answer, index) => !isRight || mayBeExchange(answer, answers[index - 1], dates));
  return new Map(
    [...answersByChat(account, history)].map(([chat, answers]) => [
      chat,
      timesOf(answers).map(({ endedAtMs }) => endedAtMs!),
    ]),
  );
}

/** What was written before the last answer answers nothing (ruling-34). */
function mayBeExchange(
  { messageGuids }: AgentCall,
  before: AgentCall | undefined,
  dates: ReadonlyMap<string, number | null>,
): boolean {
  const written = messageGuids.map((guid) => dates.get(guid) ?? Number.POSITIVE_INFINITY);
  return before === undefined || Math.max(...written) > before.endedAtMs! - COMMITTED_WITHIN_MS;
}

/**
 * How long after the answer before it the last of what an answer is to was written, by its date; null = nobody can say. Without
 * an answer before it that is for ever.
 */
export function writtenAfterMs(
  { messageGuids }: AgentCall,
  before: AgentCall | undefined,
  rows: ReadonlyMap<string, WitnessedRow>,
): number | null {
  const dates = messageGuids.map((guid) => rows.get(guid)?.dateMs ?? null);
  if (dates.includes(null)) return null;
  return before === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(...(dates as number[])) - before.endedAtMs!;
}

/** The turns of which something was said, by conversation and in their order; one that is handed over again counts once. */
export function answersByChat({ accountId }: Settings, { calls }: History): Map<string, AgentCall[]> {
  const answered = new Map<string, AgentCall>();
  for (const call of calls) {
    const says = (call.replies?.length ?? 0) + (call.pieces ?? []).length > 0;
    if (call.accountId === accountId && call.endedAtMs !== null && says && !answered.has(call.turnId))
      answered.set(call.turnId, call);
  }
  return Map.groupBy(answered.values(), ({ chatGuid }) => chatGuid);
}
