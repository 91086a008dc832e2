// Turns as they were handed over first.

import type { AgentCall } from './history.ts';

/** By turn: one that is handed over again after a crash or a failure is the same turn. */
export function firstByTurn(calls: readonly AgentCall[]): ReadonlyMap<string, AgentCall> {
  const first = new Map<string, AgentCall>();
  for (const call of calls) if (!first.has(call.turnId)) first.set(call.turnId, call);
  return first;
}
