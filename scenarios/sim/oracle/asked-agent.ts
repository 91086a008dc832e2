// Whether the agent that was asked is the one that had to be, and whether it was there.

import { settingsDuring } from './account-at.ts';
import { agentsFor } from './answering.ts';
import type { AgentCall, History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

/** Null = the agent that was asked is one that may have been meant, by a configuration under which the row waited. */
export function wronglyAsked(
  { agentId, atMs }: AgentCall,
  row: WitnessedRow | undefined,
  { account, history }: { readonly account: Settings; readonly history: History },
): string | null {
  if (agentId === undefined || row === undefined) return null;
  const accounts = settingsDuring(account, history, row.insertedAtMs, atMs);
  const meant = new Set(accounts.flatMap((then) => [...agentsFor(row, then, history)]));
  return meant.has(agentId)
    ? null
    : `row ${row.rowid} is for ${[...meant].join(' or ')}, and ${agentId} was asked`;
}

/** Whether the agent of a row was taken out of the configuration before it was asked, which was told. */
export function lostItsAgent(
  row: WitnessedRow,
  { account, history }: { readonly account: Settings; readonly history: History },
): boolean {
  const [first, ...later] = settingsDuring(account, history, row.insertedAtMs, history.endMs);
  if (first === undefined || later.length === 0) return false;
  const meant = [...agentsFor(row, first, history)];
  const isGone = later.some(({ agents }) => meant.some((agent) => !agents.has(agent)));
  return (
    isGone &&
    history.turnEvents.some(
      ({ messageGuids, state }) => state === 'failed' && messageGuids.includes(row.guid),
    )
  );
}
