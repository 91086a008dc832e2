import { z } from 'zod';
import { defineAction } from './action.ts';
import { messageId, said } from './inputs.ts';
import { saying } from './saying.ts';

/** Answers a certain message in its thread (ACT-16); without the bridge, outside of it. */
export const reply = defineAction({
  name: 'reply',
  about: 'Reply to a certain message of the conversation, in its thread.',
  gate: 'reply',
  method: 'send.rich',
  selectors: ['sendMessage'],
  isSaidWithoutBridge: true,
  isOfGroups: false,
  input: z.strictObject({
    ...said,
    messageId: messageId
      .optional()
      .describe('MessageSid or MessageSidFull; default: the message that is answered'),
  }),
  async resolve({ text, message, messageId }, scene) {
    const spoken = saying(text ?? message);
    const replyTo = await scene.message(messageId, 'any');
    return { params: { text: spoken, reply_to: replyTo }, target: replyTo, words: spoken };
  },
});
