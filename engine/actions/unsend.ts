import { z } from 'zod';
import { defineAction } from './action.ts';
import { messageId } from './inputs.ts';
import { isEditedSince } from './last-edit.ts';
import { part, partOf } from './message-part.ts';

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
    part,
  }),
  async resolve({ messageId, part }, scene) {
    const target = await scene.message(messageId, 'own');
    if (part === undefined) return { params: { message_id: target }, target };
    const which = await partOf('unsend', part, target, scene);
    // The rest of its parts stay: that it was changed is all that shows then.
    const isOneOfSeveral = ((await scene.partsOf(target)) ?? 1) > 1;
    const editedBefore = isOneOfSeveral ? await scene.lastEdit(target) : null;
    return {
      params: { message_id: target, ...which },
      target,
      ...(editedBefore && { editedBefore }),
    };
  },
  async isDone(deed, look) {
    const isEmptied = await look.isEmptied(deed.target!);
    return isEmptied || deed.editedBefore === undefined ? isEmptied : isEditedSince(deed, look);
  },
});
