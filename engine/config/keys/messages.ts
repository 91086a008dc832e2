import { z } from 'zod';
import { whyNoPattern } from '../../message/mention.ts';
import { foreign, key } from './key.ts';
import { historyLimit } from './values.ts';

// `messages` says something to several subjects, which read it as a shared key.

/** CFG-40: numbers are truncated. */
const windowMs = z.number().min(0).max(600_000).transform(Math.trunc);

const mentionPattern = z.string().superRefine((pattern, context) => {
  const message = whyNoPattern(pattern);
  if (message !== null) context.addIssue({ code: 'custom', message, input: pattern });
});

const groupChatKeys = {
  mentionPatterns: key(
    z.array(mentionPattern),
    'Regular expressions, whatever the case of letters; a message that one of them finds mentions the agent. Without ' +
      'any, nobody can be asked for a mention, and every message of an admitted group is answered.',
  ),
  deriveMentionPatterns: key(
    z.boolean(),
    'Whether name and sign of `identity` are such patterns where none is given.',
    { default: 'false' },
  ),
  historyLimit: key(historyLimit, 'Messages of a group that are told with the next mention.', {
    default: '50',
  }),
};

const inbound = z.strictObject({
  debounceMs: key(windowMs, 'Milliseconds that messages of one person wait for each other.', {
    default: '0',
  }),
  byChannel: key(
    z
      .strictObject({
        imessage: key(windowMs, 'The same for this channel; wins.', {
          default: '`debounceMs`; 2500 with `coalesceSameSenderDms`',
        }),
      })
      .catchall(z.unknown()),
    'The same by channel.',
  ),
});

/** The window in which messages wait for each other, as the file gives it. */
export type InboundInput = z.output<typeof inbound>;

export const groupChat = z.strictObject(groupChatKeys);

/** How an agent takes part in groups, as the file gives it. */
export type GroupChatInput = z.output<typeof groupChat>;

export const messages = key(
  z.strictObject({
    inbound: key(inbound, 'Waiting for messages that belong together.'),
    groupChat: key(groupChat, 'Groups.'),
    responsePrefix: key(z.string(), 'Put before each reply.'),
    ...foreign(
      'messagePrefix',
      'queue',
      'ackReaction',
      'ackReactionScope',
      'removeAckAfterReply',
      'statusReactions',
      'suppressToolErrors',
      'tts',
      'usageTemplate',
      'visibleReplies',
    ),
  }),
  'How messages of all channels are treated.',
);
