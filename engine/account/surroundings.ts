// What a turn is told of its conversation besides what was written, as its rows and the configuration say it.

import { compileGroupEntries, groupSettings } from '../access/group-entries.ts';
import { showsQuote } from '../access/quotes.ts';
import type { AccountConfig } from '../config/config.ts';
import type { KnownChats, Policy } from '../inbound/snapshot.ts';
import type { Message } from '../message/message.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import { mentionRuleOf } from './policy.ts';

type Surroundings = Pick<TurnContext, 'wasMentioned' | 'groupMembers' | 'systemPrompt' | 'repliedTo'>;

interface Conversation {
  readonly agentId: string;
  readonly isGroup: boolean;
}

interface SurroundingsOptions {
  readonly account: AccountConfig;
  readonly policy: Policy;
  chats(): KnownChats;
}

/** Of the messages of one turn, the first of which says where it is. */
export function createSurroundings({ account, policy, chats }: SurroundingsOptions) {
  const entries = compileGroupEntries(account);

  const quoteOf = (messages: readonly Message[], isGroup: boolean) => {
    const message = messages.find(({ repliedTo }) => repliedTo !== null);
    const repliedTo = message?.repliedTo;
    if (!message || !repliedTo) return {};
    const isShown =
      !isGroup ||
      showsQuote(policy.access.group, account.contextVisibility, { ...message, repliedTo }, chats());
    return isShown ? { repliedTo } : {};
  };
  return (messages: readonly [Message, ...Message[]], { agentId, isGroup }: Conversation): Surroundings => {
    const quote = quoteOf(messages, isGroup);
    if (!isGroup) return quote;
    const mentions = mentionRuleOf(policy, agentId);
    const [first] = messages;
    const { systemPrompt } = groupSettings(entries, first, chats());
    return {
      ...quote,
      groupMembers: first.participants,
      ...(systemPrompt !== '' && { systemPrompt }),
      ...(mentions && {
        wasMentioned: messages.some(({ text }) => mentions.patterns.findIn(text) !== null),
      }),
    };
  };
}
