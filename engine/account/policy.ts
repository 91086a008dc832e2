// How an account decides: what of a snapshot its configuration settles once and for all.

import { compileApprovers } from '../access/approvers.ts';
import { compileCommandRule } from '../access/commands.ts';
import { compileGroupEntries } from '../access/group-entries.ts';
import { compileMentions, type MentionRule } from '../access/mentions.ts';
import { compilePeople, type People } from '../access/people.ts';
import { compileAccess } from '../access/policy.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { BoundAgents, KnownChats, Policy } from '../inbound/snapshot.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import { agentFor, agentsOf, compileRouting, type RoutedMessage } from '../session/routing.ts';

/** The lists of an account, compiled, and what decisions need to know of it. */
export function compilePolicy(account: AccountConfig, config: PolicyConfig): Policy {
  const { accessGroups, agents } = config;
  const people = peopleOf(account, config);
  const access = compileAccess(account, accessGroups, people);
  const bound = compileBound(account, config, people);
  return {
    accountId: account.accountId,
    wireRegion: account.wireRegion,
    includeAttachments: account.includeAttachments,
    waitsForPreviews: account.coalesceSameSenderDms && account.coalesceWindowMs > 0,
    access: bound ? { ...access, numbers: [...access.numbers, ...bound.routing.numbers] } : access,
    mentions: mentionsOf(agents[0].id, account, config),
    ...(bound && { bound }),
    reactionNotifications: account.reactionNotifications,
    commands: compileCommandRule(config, accessGroups, account.region, people),
    approvers: new Map(
      config.accounts.map((one) => [one.accountId, compileApprovers(one, peopleOf(one, config))] as const),
    ),
    answersFiltered: account.answerFiltered ?? true,
    quietMs: account.quietMs,
    hearsOwner: account.ownerMessages === 'mention',
    ...budgetOf(account, people),
  };
}

function budgetOf(account: AccountConfig, people: People): Pick<Policy, 'budget'> {
  const { turnsPerSender, coalesceSameSenderDms: pairsOnly, coalesceWindowMs: windowMs } = account;
  if (turnsPerSender === null) return {};
  const { hour, day } = turnsPerSender;
  const personOf = (sender: string) => {
    const handle = normalizeHandle(sender);
    return handle === null ? sender : people.peerOf(handle);
  };
  const any = Number.POSITIVE_INFINITY;
  const waiting = { pairsOnly, windowMs };
  return { budget: { hour: hour ?? any, day: day ?? any, waiting, personOf } };
}

type PolicyConfig = Pick<
  Config,
  'accounts' | 'accessGroups' | 'agents' | 'bindings' | 'groupChats' | 'commands' | 'people' | 'identityLinks'
>;

/** Null = the default agent answers everybody. */
function compileBound(account: AccountConfig, config: PolicyConfig, people: People): BoundAgents | null {
  const { agents, bindings } = config;
  const routing = compileRouting(bindings, { ...account, people, defaultAgentId: agents[0].id });
  if (routing === null) return null;
  const mentions = [...agentsOf(routing)].map((id) => [id, mentionsOf(id, account, config)] as const);
  return { routing, mentions: new Map(mentions) };
}

function mentionsOf(
  agentId: string,
  account: AccountConfig,
  { groupChats }: PolicyConfig,
): MentionRule | null {
  return compileMentions(account, groupChats[agentId]!, compileGroupEntries(account));
}

/** The agent of a conversation. */
export function agentIn(
  { bound }: Policy,
  defaultAgentId: string,
  message: RoutedMessage,
  isGroup: boolean,
  chats: KnownChats,
): string {
  return bound ? agentFor(bound.routing, message, isGroup, chats) : defaultAgentId;
}

/** Of an agent; null = it asks no group for a mention. */
export function mentionRuleOf({ bound, mentions = null }: Policy, agentId: string): MentionRule | null {
  return bound ? (bound.mentions.get(agentId) ?? null) : mentions;
}

/** Who has several handles, by whichever key says so. */
export function peopleOf(
  { region }: AccountConfig,
  { people, identityLinks }: Pick<Config, 'people' | 'identityLinks'>,
): People {
  return compilePeople({ ...people, ...identityLinks }, region);
}
