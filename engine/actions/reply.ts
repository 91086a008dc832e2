import { z } from 'zod';
import { defineAction } from './action.ts';
import { messageId, words } from './inputs.ts';
import { saying } from './saying.ts';

/** Answers a certain message in its thread (ACT-16). */
export const reply = defineAction({
  name: 'reply',
  about: 'Reply to a certain message of the conversation, in its thread.',
  gate: 'reply',
  method: 'send.rich',
  selectors: ['sendMessage'],
  isOfGroups: false,
  input: z.strictObject({
    text: words.optional().describe('What is said'),
    message: words.optional().describe('Another name of text'),
    messageId: messageId
      .optional()
      .describe('MessageSid or MessageSidFull; default: the message that is answered'),
  }),
  async resolve({ text, message, messageId }, scene) {
    const said = saying(text ?? message);
    const replyTo = await scene.message(messageId, 'any');
    return { params: { text: said, reply_to: replyTo }, target: replyTo, words: said };
  },
});
