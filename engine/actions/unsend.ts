import { z } from 'zod';
import { defineAction } from './action.ts';
import { messageId } from './inputs.ts';

/** Takes back a message that was sent (ACT-14). Apple allows it for two minutes. */
export const unsend = defineAction({
  name: 'unsend',
  about: 'Take back a message that you have sent. Possible for two minutes.',
  gate: 'unsend',
  method: 'message.unsend',
  selectors: ['retractMessagePart'],
  isOfIMessages: true,
  isOfGroups: false,
  input: z.strictObject({
    messageId: messageId
      .optional()
      .describe('The GUID of the message; default: the last one that you have sent here'),
  }),
  async resolve({ messageId }, scene) {
    const target = await scene.message(messageId, 'own');
    return { params: { message_id: target }, target };
  },
  isDone: ({ target }, look) => look.isEmptied(target!),
});
