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
