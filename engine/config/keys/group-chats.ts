// How agents take part in groups: what of `agents.list[].groupChat` and `messages.groupChat` counts.

import { patternOfName, patternOfText } from '../../message/mention.ts';
import type { AgentInput } from '../agents/types.ts';
import type { GroupChatInput } from './messages.ts';

export interface GroupChatConfig {
  /** Empty = nobody can be asked for a mention. */
  readonly mentionPatterns: readonly string[];
  /** Messages that are told with the next mention, where the account sets none. Default 50. */
  readonly historyLimit: number;
}

/** CFG-41, CFG-42, ruling-9: the agent's own keys, else those of all. Its identity gives patterns only if asked for. */
export function resolveGroupChat(
  { groupChat: own = {}, identity = {} }: Pick<AgentInput, 'groupChat' | 'identity'>,
  shared: GroupChatInput = {},
): GroupChatConfig {
  const given = own.mentionPatterns ?? shared.mentionPatterns ?? [];
  // A list of its own, even an empty one, is not filled up by what holds for all.
  const inherited = own.mentionPatterns === undefined ? shared.deriveMentionPatterns : false;
  const derives = given.length === 0 && (own.deriveMentionPatterns ?? inherited ?? false);
  const derived = [
    ...(identity.name === undefined ? [] : [patternOfName(identity.name)]),
    ...(identity.emoji === undefined ? [] : [patternOfText(identity.emoji)]),
  ];
  return {
    mentionPatterns: derives ? derived : given,
    historyLimit: own.historyLimit ?? shared.historyLimit ?? 50,
  };
}
