// Rows that were told before they stood in their chat, and given up at once.

import type { WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';

/** A chat with oneself is known by its chat alone: there, whoever writes without it is in no list. */
export function wasGivenUpWithoutChat(row: WitnessedRow, { reasonOf, history }: RunFacts): boolean {
  if (reasonOf(row) === 'no chat to answer in') return true;
  const { tellings, rowEvents } = history ?? { tellings: [], rowEvents: [] };
  const wasDenied = rowEvents.some(({ guid, fate }) => guid === row.guid && fate === 'denied');
  const toldMs = tellings.flatMap(({ guid, atMs }) => (guid === row.guid ? [atMs] : []));
  const joinedMs = row.joinedAtMs ?? Number.POSITIVE_INFINITY;
  return wasDenied && toldMs.length > 0 && toldMs.every((atMs) => atMs < joinedMs);
}
