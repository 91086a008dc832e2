// Turns that had failed and are begun once more: only where the operator said so.

import type { AgentCall, Finding, History } from './history.ts';
import { perHistory } from './per-history.ts';

/** When each turn was told to have failed: a run may have tens of thousands. */
const failures = perHistory(({ turnEvents }): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const { turnId, atMs, state } of turnEvents) {
    if (state !== 'failed') continue;
    const times = found.get(turnId) ?? [];
    times.push(atMs);
    found.set(turnId, times);
  }
  return found;
});

/** When it was told that the turn of a call had failed before it; null = it had not. */
function failedAtMs({ turnId, atMs }: AgentCall, history: History): number | null {
  return (
    failures(history)
      .get(turnId)
      ?.findLast((failedMs) => failedMs < atMs) ?? null
  );
}

export function isRedone(call: AgentCall, history: History): boolean {
  return failedAtMs(call, history) !== null;
}

/** What has failed is not asked again by itself. */
export function redoFindings(calls: readonly AgentCall[], history: History): Finding[] {
  const { redoes = [] } = history;
  return calls.flatMap((call): Finding[] => {
    const failedMs = failedAtMs(call, history);
    if (failedMs === null || redoes.some((atMs) => atMs >= failedMs && atMs <= call.atMs)) return [];
    return [{ clause: 'once', text: `turn ${call.turnId} had failed, and the agent was asked again` }];
  });
}
