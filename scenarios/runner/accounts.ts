import { parseConfig } from '../../engine/config/load.ts';
import { locatorOf } from '../../engine/config/locator.ts';

interface SendingAccount {
  readonly accountId: string;
  /** Under which the store knows the account's database. */
  readonly locator: string;
}

/** The accounts of a configuration that are there, also those that only send. Throws `config_invalid`. */
export function accountsOf(config: unknown, home: string): SendingAccount[] {
  const { accounts } = parseConfig(config, { home }).config;
  return accounts
    .filter(({ enabled }) => enabled)
    .map((account) => ({ accountId: account.accountId, locator: locatorOf(account) }));
}
