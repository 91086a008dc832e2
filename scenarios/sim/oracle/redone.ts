// Turns that had failed and are begun once more: only where the operator said so.

import type { AgentCall, Finding, History } from './history.ts';

/** When it was told that the turn of a call had failed before it; null = it had not. */
function failedAtMs({ turnId, atMs }: AgentCall, { turnEvents }: History): number | null {
  const end = turnEvents.findLast(
    (event) => event.turnId === turnId && event.state === 'failed' && event.atMs < atMs,
  );
  return end?.atMs ?? null;
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
