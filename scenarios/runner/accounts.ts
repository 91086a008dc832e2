import type { Config } from '../../engine/config/config.ts';
import { locatorOf } from '../../engine/config/locator.ts';

interface SendingAccount {
  readonly accountId: string;
  /** Under which the store knows the account's database. */
  readonly locator: string;
}

/** The accounts of a configuration that are there, also those that only send. */
export function accountsOf({ accounts }: Pick<Config, 'accounts'>): SendingAccount[] {
  return accounts
    .filter(({ enabled }) => enabled)
    .map((account) => ({ accountId: account.accountId, locator: locatorOf(account) }));
}
