// Turns that had failed and are begun once more: only where the operator said so.

import type { AgentCall, Finding, History } from './history.ts';

type Failures = ReadonlyMap<string, readonly number[]>;

/** Of a run each turn is asked for, and a run may have tens of thousands. */
const failuresOf = new WeakMap<History['turnEvents'], Failures>();

/** When each turn was told to have failed. */
function failures(events: History['turnEvents']): Failures {
  const known = failuresOf.get(events);
  if (known) return known;
  const failed = events.filter(({ state }) => state === 'failed');
  const found = new Map<string, number[]>();
  for (const { turnId, atMs } of failed) found.set(turnId, [...(found.get(turnId) ?? []), atMs]);
  failuresOf.set(events, found);
  return found;
}

/** When it was told that the turn of a call had failed before it; null = it had not. */
function failedAtMs({ turnId, atMs }: AgentCall, { turnEvents }: History): number | null {
  return (
    failures(turnEvents)
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
