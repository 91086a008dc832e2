import type { AccountConfig, Config } from '../config/config.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Message } from '../message/message.ts';
import { otherParty } from '../message/owner.ts';
import { sessionKey } from '../session/keys.ts';
import type { Source } from '../source/source.ts';
import type { RunningAgents } from '../turns/running-agents.ts';
import type { Conversation } from '../turns/turns.ts';
import { agentIn } from './policy.ts';
import type { Settings } from './settings.ts';

/** Agent, session and kind of the conversation that a message belongs to. */
export type SessionOf = (of: { readonly sourceId: string; readonly message: Message }) => Conversation;

interface SessionOfOptions extends Pick<Settings, 'policy' | 'people'> {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly agents: Pick<RunningAgents, 'defaultId'>;
  readonly source: Pick<Source, 'chats'>;
}

export function createSessionOf(
  { account, agents, config, source, policy, people }: SessionOfOptions,
  isGroupOf: (message: Message) => boolean,
): SessionOf {
  const { accountId } = account;
  const { dmScope } = config;
  return ({ message, sourceId }) => {
    const isGroup = isGroupOf(message);
    const party = otherParty(message, account.wireRegion);
    const handle = normalizeHandle(party);
    const peer = handle === null ? party : people().peerOf(handle);
    const group = isGroup ? source.chats.sessions.of(sourceId, message) : null;
    const to = { ...message, sender: party };
    const agentId = agentIn(policy(), agents.defaultId, to, isGroup, source.chats.known());
    return { agentId, isGroup, sessionKey: sessionKey(group, peer, { agentId, accountId, dmScope }) };
  };
}
