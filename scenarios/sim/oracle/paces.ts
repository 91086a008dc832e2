// How fast something was answered in a conversation.

import type { AgentCall, History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

export const COUNTED_MS = 5 * 60_000;
/** So near to the end of the time that counts nobody can say. */
export const NEAR_MS = 5_000;
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
  const ofAccount =
    known.get(account.accountId) ??
    new Map(
      [...answersByChat(account, history)].map(([chat, answers]) => [
        chat,
        answers.map(({ endedAtMs }) => endedAtMs!),
      ]),
    );
  known.set(account.accountId, ofAccount);
  return ofAccount.get(chatGuid) ?? [];
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
