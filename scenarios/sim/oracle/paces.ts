// How fast something was answered in a conversation.

import type { AgentCall, History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

export const COUNTED_MS = 5 * 60_000;
/** So near to the end of the time that counts nobody can say. */
export const NEAR_MS = 5_000;
/** Between the end of an agent's answer and what is told of it. */
const COMMITTED_WITHIN_MS = 100;
/** What waits is handed over by then at the latest. */
const LONGEST_PAUSE_MS = 60 * 60_000;

/** Whether the turn of a row may have had to wait for its conversation to come to rest. */
export function mayBeBraked(
  { chatGuid }: WitnessedRow,
  toldMs: number,
  account: Settings,
  history: History,
): boolean {
  if (account.exchangesMax === 0 || history.calls.length < account.exchangesMax) return false;
  return burstsIn(chatGuid ?? '', account, history).some(
    (endMs) => endMs <= toldMs + LONGEST_PAUSE_MS && endMs >= toldMs - 2 * LONGEST_PAUSE_MS,
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
