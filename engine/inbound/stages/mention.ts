import { asksForMention } from '../../access/mentions.ts';
import { isGroupThread } from '../../access/policy.ts';
import { agentFor } from '../../session/routing.ts';
import type { Stage } from './stage.ts';

/** In a group that asks for a mention, what has none is for others, and is told with the next that has one (ACC-54). */
export const mentionStage: Stage = ({ message, chats }, { access, bound, mentions: ofDefault }) => {
  if ((!ofDefault && !bound) || message.isFromMe || !isGroupThread(access, message, chats)) return null;
  const mentions = bound ? bound.mentions.get(agentFor(bound.routing, message, true, chats)) : ofDefault;
  if (!mentions) return null;
  if (!asksForMention(mentions, message, chats)) return null;
  const { text, attachments } = message;
  const mentionedBy = mentions.patterns.findIn(text);
  if (mentionedBy !== null) return { code: null, facts: { mentionedBy } };
  const limit = text === '' && attachments.length === 0 ? 0 : mentions.historyLimit;
  return { code: 'no_mention', consequences: limit === 0 ? [] : [{ kind: 'window', limit }] };
};
