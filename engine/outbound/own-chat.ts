// An agent acts in the conversation that it answers: it may name that one, by any of its names (ACT-7).

import { inChat } from '../actions/chat-keys.ts';
import type { AgentAction } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import { conversationOf } from '../message/chat-meaning.ts';
import { wireHandle } from '../message/identity/wire-handle.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import { parseTarget, type Target } from './target.ts';

const NAME_SHOWN_MAX = 40;

type OwnChat = Pick<TurnContext, 'chatGuid' | 'chatId' | 'isGroup'>;

export interface Regions {
  /** The country of numbers that are written without one. */
  readonly region: string;
  /** The same of handles of the wire; null = they are as they came. */
  readonly wireRegion: string | null;
}

/**
 * What is asked for, without the chat. Throws `action_invalid` where that is another one, and that or `target_invalid`
 * where it is none.
 */
export function inOwnChat(asked: AgentAction, chat: OwnChat, { region, wireRegion }: Regions): AgentAction {
  const { named, action } = inChat(asked);
  if (named === null || isMeant(parseTarget(named.written, region), chat, wireRegion)) return action;
  throw new EngineError('action_invalid', {
    message: `iMessage ${clean(String(action.name), NAME_SHOWN_MAX)} is done in the conversation that is answered, and ${named.key} names another one.`,
    remedy: `Leave ${named.key} out, or let the operator do it with imgate action.`,
  });
}

/** Whatever service it is over. */
function isMeant(target: Target, { chatGuid, chatId, isGroup }: OwnChat, wireRegion: string | null): boolean {
  const own = conversationOf(chatGuid);
  switch (target.kind) {
    case 'chatId':
      return chatId === target.chatId;
    case 'chatGuid':
      return own === conversationOf(target.chatGuid);
    case 'chatIdentifier':
      return own === conversationOf(target.chatIdentifier as ChatGuid);
    case 'handle':
      return !isGroup && wireHandle(own, wireRegion) === target.handle;
  }
}
