// Whether a message is for the agent: in a group that asks for it only where one of the patterns finds a mention.

import type { AccountConfig, GroupChatConfig } from '../config/config.ts';
import { compileMentionPatterns, type MentionPatterns } from '../message/mention.ts';
import type { ChatFacts } from './chat-facts.ts';
import type { ChatNumbers } from './chat-numbers.ts';
import { type GroupEntries, groupSettings } from './group-entries.ts';

export interface MentionRule {
  readonly patterns: MentionPatterns;
  readonly groups: GroupEntries;
  /** Messages without a mention that a group is told with the next one that has one. */
  readonly historyLimit: number;
}

/** Null without patterns: then nobody can be asked for a mention (ACC-53). */
export function compileMentions(
  account: AccountConfig,
  { mentionPatterns, ...groupChat }: GroupChatConfig,
  groups: GroupEntries,
): MentionRule | null {
  const patterns = compileMentionPatterns(mentionPatterns);
  const historyLimit = account.historyLimit ?? groupChat.historyLimit;
  return patterns && { patterns, groups, historyLimit };
}

/** Of a group: whether only what mentions the agent is for it. */
export function asksForMention({ groups }: MentionRule, chat: ChatFacts, numbers: ChatNumbers): boolean {
  return groupSettings(groups, chat, numbers).requireMention;
}
