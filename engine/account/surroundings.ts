// What a turn is told of its conversation besides what was written, as its rows and the configuration say it.

import { type GroupEntries, groupSettings } from '../access/group-entries.ts';
import { showsQuote } from '../access/quotes.ts';
import type { AccountConfig } from '../config/config.ts';
import { commandRight } from '../inbound/command-right.ts';
import type { KnownChats, KnownPairing, Policy } from '../inbound/snapshot.ts';
import type { Message } from '../message/message.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import { mentionRuleOf } from './policy.ts';

type Surroundings = Pick<
  TurnContext,
  'CommandAuthorized' | 'wasMentioned' | 'groupMembers' | 'systemPrompt' | 'repliedTo'
>;

interface Conversation {
  readonly agentId: string;
  readonly isGroup: boolean;
}

interface SurroundingsOptions {
  /** As they are right now. */
  account(): AccountConfig;
  policy(): Policy;
  groups(): GroupEntries;
  chats(): KnownChats;
  pairing(): KnownPairing;
}

/** Of the messages of one turn, the first of which says where it is. */
export function createSurroundings({ account, policy, groups, chats, pairing }: SurroundingsOptions) {
  const quoteOf = (messages: readonly Message[], isGroup: boolean) => {
    const message = messages.find(({ repliedTo }) => repliedTo !== null);
    const repliedTo = message?.repliedTo;
    if (!message || !repliedTo) return {};
    const isShown =
      !isGroup ||
      showsQuote(policy().access.group, account().contextVisibility, { ...message, repliedTo }, chats());
    return isShown ? { repliedTo } : {};
  };
  return (messages: readonly [Message, ...Message[]], { agentId, isGroup }: Conversation): Surroundings => {
    const [first] = messages;
    const known = { chats: chats(), pairing: pairing() };
    const CommandAuthorized = commandRight(policy(), first, isGroup, known) !== null;
    const ofAll = { CommandAuthorized, ...quoteOf(messages, isGroup) };
    if (!isGroup) return ofAll;
    const mentions = mentionRuleOf(policy(), agentId);
    const { systemPrompt } = groupSettings(groups(), first, chats());
    return {
      ...ofAll,
      groupMembers: first.participants,
      ...(systemPrompt !== '' && { systemPrompt }),
      ...(mentions && {
        wasMentioned: messages.some(({ text }) => mentions.patterns.findIn(text) !== null),
      }),
    };
  };
}
