import { z } from 'zod';
import { defineAction } from './action.ts';
import { messageId } from './inputs.ts';
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
    const before = isOneOfSeveral ? await scene.editedAt(target) : null;
    return {
      params: { message_id: target, ...which },
      target,
      ...(before && { editedBeforeMs: before.atMs }),
    };
  },
  async isDone({ target, editedBeforeMs: beforeMs }, look) {
    const isEmptied = await look.isEmptied(target!);
    if (isEmptied || beforeMs === undefined) return isEmptied;
    const edited = await look.editedAt(target!);
    return edited && edited.atMs !== null && edited.atMs !== beforeMs;
  },
});
