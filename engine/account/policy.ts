// How an account decides: what of a snapshot its configuration settles once and for all.

import { compileCommandRule } from '../access/commands.ts';
import { compileGroupEntries } from '../access/group-entries.ts';
import { compileMentions } from '../access/mentions.ts';
import { compilePeople, type People } from '../access/people.ts';
import { compileAccess } from '../access/policy.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { Policy } from '../inbound/snapshot.ts';

/** The lists of an account, compiled, and what decisions need to know of it. */
export function compilePolicy(
  account: AccountConfig,
  config: Pick<Config, 'accessGroups' | 'agents' | 'groupChats' | 'commands' | 'people' | 'identityLinks'>,
): Policy {
  const {
    accessGroups,
    agents: [agent],
    groupChats,
  } = config;
  const people = peopleOf(account, config);
  return {
    accountId: account.accountId,
    includeAttachments: account.includeAttachments,
    waitsForPreviews: account.coalesceSameSenderDms && account.coalesceWindowMs > 0,
    access: compileAccess(account, accessGroups, people),
    mentions: compileMentions(account, groupChats[agent.id]!, compileGroupEntries(account)),
    reactionNotifications: account.reactionNotifications,
    commands: compileCommandRule(config, accessGroups, account.region, people),
  };
}

/** Who has several handles, by whichever key says so. */
export function peopleOf(
  { region }: AccountConfig,
  { people, identityLinks }: Pick<Config, 'people' | 'identityLinks'>,
): People {
  return compilePeople({ ...people, ...identityLinks }, region);
}
