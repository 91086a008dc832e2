import { asksForMention, type MentionRule } from '../../access/mentions.ts';
import { isGroupThread } from '../../access/policy.ts';
import { agentFor } from '../../session/routing.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Stage, Subject } from './stage.ts';

/** In a group that asks for a mention, what has none is for others, and is told with the next that has one (ACC-54). */
export const mentionStage: Stage = (subject, snapshot) => {
  const mentions = mentionRuleFor(subject, snapshot);
  if (mentions === null) return null;
  const { text, attachments } = subject.message;
  const mentionedBy = mentions.patterns.findIn(text);
  if (mentionedBy !== null) return { code: null, facts: { mentionedBy } };
  const limit = text === '' && attachments.length === 0 ? 0 : mentions.historyLimit;
  return { code: 'no_mention', consequences: limit === 0 ? [] : [{ kind: 'window', limit }] };
};

/** By which a message has to mention the agent; null = it need not. */
export function mentionRuleFor(
  { message, chats }: Pick<Subject, 'message' | 'chats'>,
  { access, bound, mentions: ofDefault }: Snapshot,
): MentionRule | null {
  if ((!ofDefault && !bound) || message.isFromMe || !isGroupThread(access, message, chats)) return null;
  const mentions = bound ? bound.mentions.get(agentFor(bound.routing, message, true, chats)) : ofDefault;
  if (!mentions) return null;
  if (!asksForMention(mentions, message, chats)) return null;
  return mentions;
}
