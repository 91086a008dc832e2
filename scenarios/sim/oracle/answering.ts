// Which agent has to answer: the binding that says most of the conversation, of several alike the first.

import { isGroupChat, lists, namesChat, namesGroup } from './access.ts';
import type { Binding } from './bindings.ts';
import { numberOf } from './chat-entry.ts';
import type { History, WitnessedRow } from './history.ts';
import { namesByNumber } from './numbers.ts';
import type { Settings } from './settings.ts';

/** Several where nobody can say what a number of a chat means. */
export function agentsFor(row: WitnessedRow, account: Settings, history: History): ReadonlySet<string> {
  const { bindings, defaultAgent } = account;
  const kind = isGroupChat(row, account) ? 'group' : 'direct';
  const ofKind = bindings.filter((binding) => binding.kind === kind);
  const named = ofKind.map((binding) => ({ binding, is: names(binding, row, account, history) }));
  const certain = named.find(({ is }) => is === 'certain') ?? named.find(({ is }) => is === 'of its group');
  const ofAccounts = bindings.filter((binding) => binding.kind === null);
  const whole = ofAccounts.find(({ isForAll }) => !isForAll) ?? ofAccounts[0];
  const chosen = certain?.binding ?? ofKind.find(({ id }) => id === '*') ?? whole;
  const possible = named.filter(({ is }) => is === 'unknown').map(({ binding }) => binding.agentId);
  return new Set([chosen?.agentId ?? defaultAgent, ...possible]);
}

function names(
  binding: Binding,
  row: WitnessedRow,
  account: Settings,
  history: History,
): 'certain' | 'of its group' | 'unknown' | null {
  const id = binding.id ?? '*';
  if (id === '*') return null;
  const byNumber = namesByNumber(binding, row, account, history);
  if (byNumber !== null) return byNumber;
  if (numberOf(id) !== undefined) return null;
  if (namesChat(id, row)) return 'certain';
  if (binding.kind === 'group') return namesGroup(id, row) ? 'of its group' : null;
  // Words of the owner's own belong to whom they were written to.
  const isOwners = row.versions.some(({ isFromMe }) => isFromMe);
  return lists([id], (isOwners ? row.chatIdentifier : row.sender) ?? '', account) ? 'certain' : null;
}
