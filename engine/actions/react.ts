import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { type Tapback, tapbackOf } from '../message/tapback.ts';
import { defineAction } from './action.ts';
import { messageId } from './inputs.ts';

/** Puts a tapback on a message, or takes it away (ACT-11, ACT-12). */
export const react = defineAction({
  name: 'react',
  about: 'Put a tapback on a message, or take it away: love, like, dislike, laugh, emphasize or question.',
  gate: 'reactions',
  method: 'tapback',
  selectors: ['sendReaction'],
  isOfGroups: false,
  input: z.strictObject({
    emoji: z.string().max(64).describe('The tapback by its name or as an emoji'),
    messageId: messageId
      .optional()
      .describe('MessageSid or MessageSidFull; default: the message that is answered'),
    remove: z.boolean().optional().describe('Whether it is taken away. Default false'),
  }),
  async resolve({ emoji, messageId, remove = false }, scene) {
    const reaction = reactionOf(emoji, remove);
    const target = await scene.message(messageId, 'any');
    return { params: { message_id: target, reaction, ...(remove && { remove }) }, target };
  },
  isShownBy: (row, { params, target }) =>
    row.kind === 'tapback' &&
    row.target?.toUpperCase() === target?.toUpperCase() &&
    row.isRemoved === (params.remove === true) &&
    row.tapback === params.reaction,
});

function reactionOf(emoji: string, remove: boolean): Tapback {
  const reaction = tapbackOf(emoji);
  if (reaction !== null) return reaction;
  const message =
    remove && emoji.trim() === ''
      ? 'Emoji is required to remove an iMessage reaction.'
      : 'iMessage react supports love, like, dislike, laugh, emphasize, and question tapbacks.';
  throw new EngineError('action_invalid', { message });
}
