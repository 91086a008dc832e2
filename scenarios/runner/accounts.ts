import { parseConfig } from '../../engine/config/load.ts';
import { locatorOf } from '../../engine/config/locator.ts';

interface WatchedAccount {
  readonly accountId: string;
  /** Under which the store knows the account's database. */
  readonly locator: string;
}

/** The accounts of a configuration that watch for themselves. Throws `config_invalid`. */
export function accountsOf(config: unknown, home: string): WatchedAccount[] {
  const { accounts } = parseConfig(config, { home }).config;
  return accounts
    .filter(({ enabled, duplicateOf }) => enabled && duplicateOf === null)
    .map((account) => ({ accountId: account.accountId, locator: locatorOf(account) }));
}
