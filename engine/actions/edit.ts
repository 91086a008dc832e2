import { z } from 'zod';
import { readsAs } from '../message/read-back.ts';
import { comparableText } from '../message/text.ts';
import { defineAction } from './action.ts';
import { messageId, words } from './inputs.ts';
import { isEditedSince } from './last-edit.ts';
import { part, partOf } from './message-part.ts';

/** Gives a message that was sent other words (ACT-13). Apple allows it for 15 minutes, five times. */
export const edit = defineAction({
  name: 'edit',
  about: 'Give a message that you have sent other words. Possible for 15 minutes, five times.',
  gate: 'edit',
  method: 'message.edit',
  selectors: ['editMessageItemTranslation', 'editMessageItem', 'editMessage'],
  isOfIMessages: true,
  isOfGroups: false,
  input: z.strictObject({
    text: words.optional().describe('What it says from now on'),
    newText: words.optional().describe('Another name of text'),
    message: words.optional().describe('Another name of text'),
    backwardsCompatMessage: words
      .optional()
      .describe('What devices that know no edits show as a message of its own. Default: the same'),
    messageId: messageId
      .optional()
      .describe('The GUID of the message; default: the last one that you have sent here'),
    part,
  }),
  async resolve({ text, newText, message, backwardsCompatMessage, messageId, part = 0 }, scene) {
    const said = scene.saying.whole(text ?? newText ?? message);
    const onOldDevices =
      backwardsCompatMessage === undefined ? said : scene.saying.whole(backwardsCompatMessage);
    const target = await scene.message(messageId, 'own');
    const which = await partOf('edit', part, target, scene);
    const editedBefore = await scene.lastEdit(target);
    return {
      params: { message_id: target, text: said, backwards_compatibility_message: onOldDevices, ...which },
      target,
      ...(editedBefore && { editedBefore }),
    };
  },
  async isDone(deed, look) {
    const { params, target } = deed;
    const now = await look.wordsOf(target!, Number(params.part_index ?? 0));
    if (now !== null) return readsAs(comparableText(now), comparableText(String(params.text)));
    // What it says nobody can be asked on older builds, only that it was edited since.
    return isEditedSince(deed, look);
  },
});
