// Which bindings are for an account, and whom they have answer there.

import { DEFAULT_ACCOUNT_ID, normalizeAccountId } from './account-names.ts';
import type { BindingConfig } from './keys/bindings.ts';

/** Whether it is for this account: one that names none is for the one called `default`. */
export function isForAccount({ accountId }: BindingConfig, id: string): boolean {
  if (accountId === '*') return true;
  return normalizeAccountId(accountId ?? DEFAULT_ACCOUNT_ID) === id;
}

/** Who answers, by the bindings of an account, where none names person, chat or kind; null = nobody is named. */
export function agentOfAccount(own: readonly BindingConfig[]): string | null {
  const whole = own.filter(({ peer }) => peer === null);
  return (whole.find(({ accountId }) => accountId !== '*') ?? whole[0])?.agentId ?? null;
}

/** Every agent that some group of an account may be answered by. */
export function agentsOfGroups(
  bindings: readonly BindingConfig[],
  accountId: string,
  defaultAgentId: string,
): string[] {
  const own = bindings.filter((binding) => isForAccount(binding, accountId));
  const ofGroups = own.flatMap(({ agentId, peer }) =>
    peer?.kind === 'group' ? [{ agentId, id: peer.id }] : [],
  );
  const ofAny = ofGroups.find(({ id }) => id === '*')?.agentId;
  const named = ofGroups.filter(({ id }) => id !== '*').map(({ agentId }) => agentId);
  return [...new Set([...named, ofAny ?? agentOfAccount(own) ?? defaultAgentId])];
}
