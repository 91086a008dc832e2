// Who decides rows of the journal by a configuration: the accounts that share the database of a row, each by its own keys.

import { compilePolicy } from '../account/policy.ts';
import { byOwnership } from '../config/accounts.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import { createLines } from '../config/lines.ts';
import { locatorOf } from '../config/locator.ts';
import type { Beside } from '../inbound/recorded.ts';
import { ownAddresses } from '../message/authorship.ts';

/** How rows of one database are decided. */
interface Decider {
  /**
   * The account that a payload goes to which went to `recorded` once; null = no account reads this database. Where nobody can
   * say at which address it came in, it goes where it went.
   */
  receiverOf(payload: unknown, recorded: string): string | null;
  /** How the account decides; null = it is not in the configuration, or not enabled. */
  of(accountId: string): Beside | null;
}

/**
 * @param places Where the databases of the journal are. Accounts with another place may share any of them, which shows only
 *   when it is read.
 */
export function createDeciders(
  config: Config,
  places: readonly { readonly locator: string }[],
): (locator: string) => Decider {
  const known = new Set(places.map(({ locator }) => locator));
  const enabled = byOwnership(config.accounts);
  const policies = new Map(enabled.map((account) => [account.accountId, compilePolicy(account, config)]));
  const deciderAt = (locator: string): Decider => {
    const there = enabled.filter((account) => locatorOf(account) === locator);
    const perhaps = enabled.filter((account) => !known.has(locatorOf(account)));
    const [owner] = [...there, ...perhaps];
    const lines = owner && createLines(owner, there.length === 0 ? [owner] : there);
    const own = addressesOf([...there, ...perhaps]);
    return {
      receiverOf(payload, recorded) {
        const { destination_caller_id: address } = (payload ?? {}) as { destination_caller_id?: unknown };
        const isThere = there.some(({ accountId }) => accountId === recorded);
        if (policies.has(recorded) && (!isThere || typeof address !== 'string')) return recorded;
        return lines?.receiverOf(payload) ?? null;
      },
      of(accountId) {
        const policy = policies.get(accountId);
        const account = enabled.find((one) => one.accountId === accountId);
        if (policy === undefined || account === undefined) return null;
        const { windowMs } = (owner ?? account).recovery;
        return { policy, recoveryWindowMs: windowMs, ownAddresses: own };
      },
    };
  };
  const made = new Map<string, Decider>();
  return (locator) => {
    const decider = made.get(locator) ?? deciderAt(locator);
    made.set(locator, decider);
    return decider;
  };
}

/** What lists say of the addresses of this Mac, where all who share it have one. */
function addressesOf(accounts: readonly AccountConfig[]) {
  const lists = accounts.map((account) => account.ownAddresses);
  const listed = lists.every((list) => list !== null) ? lists.flatMap((list) => list ?? []) : [];
  return ownAddresses(listed, accounts[0]?.wireRegion);
}
