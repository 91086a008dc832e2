// What of an account's configuration may change while it runs, as it is right now.

import { compileGroupEntries, type GroupEntries } from '../access/group-entries.ts';
import { compileGroupTools, type GroupTools } from '../access/group-tools.ts';
import type { People } from '../access/people.ts';
import { createSaying, type Saying } from '../actions/saying.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { ActionGates } from '../config/keys/actions.ts';
import type { ToolKeys } from '../config/keys/tools.ts';
import type { Policy } from '../inbound/snapshot.ts';
import { createCutting } from '../outbound/cutting.ts';
import { createPlanner, type Planner } from '../outbound/plan/planner.ts';
import type { Cutting } from '../turns/reply.ts';
import { compileHistoryLimits } from './history-limits.ts';
import { compilePolicy, peopleOf } from './policy.ts';

export interface Settings {
  account(): AccountConfig;
  people(): People;
  policy(): Policy;
  groups(): GroupEntries;
  tools(): GroupTools;
  /** What agents may do at all. */
  gates(): ActionGates;
  /** What they may look up at all. */
  toolKeys(): ToolKeys;
  sendsReadReceipts(): boolean;
  /** With how many earlier messages a session with somebody begins. */
  historyLimitOf(sender: string): number;
  /** How replies are cut while they are written; null = they are not. */
  cutting(): Cutting | null;
  readonly plan: Planner;
  readonly saying: Saying;
  /** What is made of the account: another one once it is changed. */
  made<Made>(make: (account: AccountConfig) => Made): () => Made;
  /** What is decided from now on is decided so; false = the account is not in it. */
  change(config: Config): boolean;
}

export function createSettings(account: AccountConfig, config: Config): Settings {
  const own = ({ accounts }: Config) => accounts.find(({ accountId }) => accountId === account.accountId);
  // It may begin late, when they have been changed already.
  let compiled = compile(own(config) ?? account, config);
  return {
    account: () => compiled.account,
    people: () => compiled.people,
    policy: () => compiled.policy,
    groups: () => compiled.groups,
    tools: () => compiled.tools,
    gates: () => compiled.gates,
    toolKeys: () => compiled.toolKeys,
    sendsReadReceipts: () => compiled.account.sendReadReceipts,
    historyLimitOf: (sender) => compiled.historyLimitOf(sender),
    cutting: () => compiled.cutting,
    plan: (said, isGoingOn) => compiled.plan(said, isGoingOn),
    saying: {
      whole: (text) => compiled.saying.whole(text),
      pieces: (text) => compiled.saying.pieces(text),
    },
    made(make) {
      let of = compiled.account;
      let last = make(of);
      return () => {
        if (of !== compiled.account) last = make(compiled.account);
        of = compiled.account;
        return last;
      };
    },
    change(changed) {
      const found = own(changed);
      if (!found) return false;
      compiled = compile(found, changed);
      return true;
    },
  };
}

function compile(account: AccountConfig, config: Config) {
  const people = peopleOf(account, config);
  return {
    account,
    people,
    policy: compilePolicy(account, config),
    groups: compileGroupEntries(account),
    tools: compileGroupTools(account, people),
    gates: account.actions,
    toolKeys: account.tools,
    historyLimitOf: compileHistoryLimits(account, people),
    cutting: createCutting(account.blockStreaming),
    plan: createPlanner(account),
    saying: createSaying(account),
  };
}
