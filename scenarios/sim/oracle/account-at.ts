// What an account was set to at some moment.

import type { GatewayLife } from './history.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** By the configuration of that moment; undefined = there was none of that name. */
export function accountAt(
  lives: readonly GatewayLife[],
  accountId: string,
  atMs: number,
): Settings | undefined {
  const life = lives.findLast(({ fromMs }) => fromMs <= atMs);
  return receivingAccounts(life?.config).find((account) => account.accountId === accountId);
}

/** Whether an account was set otherwise at some moment. */
export function wasOtherwise(account: Settings, lives: readonly GatewayLife[], atMs: number): boolean {
  const then = accountAt(lives, account.accountId, atMs);
  return then !== undefined && JSON.stringify(then) !== JSON.stringify(account);
}

/** Whether people might have as much answered in a stretch of time as an account says; null = in a part of it. */
export function budgetHeld(
  { accountId, budget }: Settings,
  lives: readonly GatewayLife[],
  fromMs: number,
  toMs: number,
): boolean | null {
  const holdsAt = (atMs: number) => {
    const then = accountAt(lives, accountId, atMs)?.budget;
    return then === undefined || (then.hour === budget.hour && then.day === budget.day);
  };
  return holdsAt(fromMs) === holdsAt(toMs) ? holdsAt(fromMs) : null;
}
