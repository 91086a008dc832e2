import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { MessageGuid } from '../message/ids.ts';
import { type Tapback, tapbackOf } from '../message/tapback.ts';
import { defineAction, type Scene } from './action.ts';
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
    const target = await scene.message(messageId, 'any');
    const reaction = tapbackOf(emoji) ?? (remove ? await standing(emoji, target, scene) : none());
    return { params: { message_id: target, reaction, ...(remove && { remove }) }, target };
  },
  isShownBy: (row, { params, target }) =>
    row.kind === 'tapback' &&
    row.target?.toUpperCase() === target?.toUpperCase() &&
    row.isRemoved === (params.remove === true) &&
    row.tapback === params.reaction,
});

/** An emoji that is none of the six takes away whichever of them stands there (ACT-12). */
async function standing(emoji: string, target: MessageGuid, { ownTapback }: Scene): Promise<Tapback> {
  if (emoji.trim() === '') throw invalid('Emoji is required to remove an iMessage reaction.');
  const found = await ownTapback(target);
  if (found === null)
    throw invalid(
      'iMessage react cannot see which tapback stands there: name the one that is to be taken away.',
    );
  if (found.tapback === null)
    throw invalid('iMessage react: no tapback of yours stands there; nothing was done.');
  return found.tapback;
}

function none(): never {
  throw invalid('iMessage react supports love, like, dislike, laugh, emphasize, and question tapbacks.');
}

function invalid(message: string): EngineError {
  return new EngineError('action_invalid', { message });
}
