// Which agent a row is for, and which key of the configuration has chosen it (SES-4).

import { isGroupThread } from '../access/policy.ts';
import { agentIn } from '../account/policy.ts';
import { isForAccount } from '../config/bound-agents.ts';
import type { BindingConfig } from '../config/config.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { otherParty } from '../message/owner.ts';
import { agentFor, compileRouting } from '../session/routing.ts';
import type { Deciding } from './list-entries.ts';
import type { WrittenKey } from './written.ts';

export interface ChosenAgent {
  readonly agentId: string;
  /** The binding, or what makes it the one for whoever no binding names. */
  readonly key: WrittenKey;
}

/** No agent has this id. */
const NOBODY = '';

export function chosenAgent({ message, chats }: Subject, deciding: Deciding): ChosenAgent {
  const { config, account, policy, people, written } = deciding;
  const isGroup = isGroupThread(policy.access, message, chats);
  const to = { ...message, sender: otherParty(message, account.wireRegion) };
  const agentId = agentIn(policy, config.agents[0].id, to, isGroup, chats);
  const names = (binding: BindingConfig) => {
    const routing = compileRouting([binding], { ...account, people, defaultAgentId: NOBODY });
    return routing !== null && agentFor(routing, to, isGroup, chats) === agentId;
  };
  const binding = config.bindings
    .filter((one) => isForAccount(one, account.accountId))
    .toSorted((one, other) => levelOf(one) - levelOf(other))
    .find(names);
  return {
    agentId,
    key: binding ? written.inFile('bindings', binding.index) : defaultKey(agentId, deciding),
  };
}

/** What says more of a conversation counts first. */
function levelOf({ peer, accountId }: BindingConfig): number {
  if (peer !== null) return peer.id === '*' ? 1 : 0;
  return accountId === '*' ? 3 : 2;
}

/** The one that is marked, else the first. */
function defaultKey(agentId: string, { written }: Deciding): WrittenKey {
  const { value } = written.inFile('agents', 'list');
  const agents = Array.isArray(value)
    ? (value as { readonly id?: unknown; readonly default?: unknown }[])
    : [];
  const index = agents.findIndex(({ id }) => id === agentId);
  if (index < 0) return written.inFile('agents', 'list');
  return agents[index]!.default === true
    ? written.inFile('agents', 'list', index, 'default')
    : written.inFile('agents', 'list', index);
}
