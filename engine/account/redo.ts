// Turns that came to nothing, begun once more because an operator says so: by the agent that they had, or where that is
// not configured any more by the one that answers their conversation now.

import type { Emit } from '../events.ts';
import type { KnownChats, Policy } from '../inbound/snapshot.ts';
import { behindService } from '../message/chat-meaning.ts';
import type { SessionEpochs } from '../session/epochs.ts';
import { handedOn } from '../session/keys.ts';
import type { NotRedone, TurnOwner, UnansweredTurn } from '../store/commands/redo.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import type { RunningAgents } from '../turns/running-agents.ts';
import type { Turns } from '../turns/turns.ts';
import { agentIn } from './policy.ts';

interface RedoOptions {
  readonly store: Pick<Store, 'turn' | 'redoTurn'>;
  readonly agents: Pick<RunningAgents, 'defaultId' | 'isConfigured'>;
  readonly epochs: Pick<SessionEpochs, 'idOf'>;
  policy(): Policy;
  readonly turns: Pick<Turns, 'take'>;
  readonly emit: Emit;
  chats(): KnownChats;
}

/** Answers null once it is durable that the turn waits for its agent, else why it does not. */
export function createRedo(options: RedoOptions) {
  const { store, turns, emit } = options;
  return async ({
    turnId,
    agentId,
  }: Pick<UnansweredTurn, 'turnId' | 'agentId'>): Promise<NotRedone | null> => {
    const isThere = options.agents.isConfigured(agentId);
    const orphan = isThere ? null : await store.turn({ turnId });
    const owner = orphan && newOwner(orphan.context, options);
    const turn = await store.redoTurn({ turnId, owner });
    if (typeof turn === 'string') return turn;
    const { accountId, lane, text, context } = turn;
    const { messageGuids } = context;
    emit('turn', { accountId, turnId, lane, text, messageGuids, state: 'formed', code: null, reason: '' });
    turns.take(turn);
    return null;
  };
}

function newOwner(
  { agentId: before, sessionKey: key, isGroup, sender, chatGuid, chatId }: TurnContext,
  { agents, epochs, policy, chats }: RedoOptions,
): TurnOwner {
  const chat = { isGroup, chatGuid, chatId, chatIdentifier: behindService(chatGuid) || null };
  const agentId = agentIn(policy(), agents.defaultId, { ...chat, sender }, isGroup, chats());
  const sessionKey = handedOn(key, before, agentId);
  return { agentId, sessionKey, session: { id: epochs.idOf(sessionKey) } };
}
