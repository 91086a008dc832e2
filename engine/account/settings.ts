// What of an account's configuration may change while it runs, as it is right now.

import { compileGroupEntries, type GroupEntries } from '../access/group-entries.ts';
import { compileGroupTools, type GroupTools } from '../access/group-tools.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { Policy } from '../inbound/snapshot.ts';
import { compilePolicy, peopleOf } from './policy.ts';

export interface Settings {
  policy(): Policy;
  groups(): GroupEntries;
  tools(): GroupTools;
  /** What is decided from now on is decided so; false = the account is not in it. */
  change(config: Config): boolean;
}

export function createSettings(account: AccountConfig, config: Config): Settings {
  const own = ({ accounts }: Config) => accounts.find(({ accountId }) => accountId === account.accountId);
  // It may begin late, when they have been changed already.
  let compiled = compile(own(config) ?? account, config);
  return {
    policy: () => compiled.policy,
    groups: () => compiled.groups,
    tools: () => compiled.tools,
    change(changed) {
      const found = own(changed);
      if (!found) return false;
      compiled = compile(found, changed);
      return true;
    },
  };
}

function compile(account: AccountConfig, config: Config) {
  return {
    policy: compilePolicy(account, config),
    groups: compileGroupEntries(account),
    tools: compileGroupTools(account, peopleOf(account, config)),
  };
}
