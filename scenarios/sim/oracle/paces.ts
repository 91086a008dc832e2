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
  const times = timesIn(chatGuid ?? '', account, history);
  return times.some((atMs, index) => {
    const last = times[index + account.exchangesMax - 1];
    const wasFast = last !== undefined && last - atMs <= COUNTED_MS + NEAR_MS;
    return wasFast && last <= toldMs + LONGEST_PAUSE_MS && last >= toldMs - 2 * LONGEST_PAUSE_MS;
  });
}

const KNOWN = new WeakMap<History['calls'], Map<string, ReadonlyMap<string, readonly number[]>>>();

/** When something was answered in a conversation; asked of each of its rows. */
function timesIn(chatGuid: string, account: Settings, history: History): readonly number[] {
  const known = KNOWN.get(history.calls) ?? new Map<string, ReadonlyMap<string, readonly number[]>>();
  KNOWN.set(history.calls, known);
  const ofAccount = known.get(account.accountId) ?? exchangesByChat(account, history);
  known.set(account.accountId, ofAccount);
  return ofAccount.get(chatGuid) ?? [];
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
