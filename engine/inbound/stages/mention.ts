import { asksForMention } from '../../access/mentions.ts';
import { isGroupThread } from '../../access/policy.ts';
import type { Stage } from './stage.ts';

/** In a group that asks for a mention, what has none is for others (ACC-54). */
export const mentionStage: Stage = ({ message, chats }, { access, mentions }) => {
  if (!mentions || !isGroupThread(access, message, chats)) return null;
  if (!asksForMention(mentions, message, chats)) return null;
  const mentionedBy = mentions.patterns.findIn(message.text);
  return mentionedBy === null ? { code: 'no_mention' } : { code: null, facts: { mentionedBy } };
};
