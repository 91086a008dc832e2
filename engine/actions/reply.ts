import { z } from 'zod';
import { defineAction } from './action.ts';
import { fileInputs, fileName } from './given-file.ts';
import { messageId, said } from './inputs.ts';
import { uploadFile } from './upload-file.ts';

/** Answers a certain message in its thread (ACT-16), in as many messages as it takes; without the bridge, outside of it. */
export const reply = defineAction({
  name: 'reply',
  about: 'Reply to a certain message of the conversation, in its thread.',
  gate: 'reply',
  method: 'send.rich',
  selectors: ['sendMessage'],
  isWordsAlone: true,
  isOfGroups: false,
  input: z.strictObject({
    ...said,
    buffer: fileInputs.buffer.describe('A file that goes with it, in base64'),
    filename: fileName.optional().describe('The name of the file. Default attachment.bin'),
    messageId: messageId
      .optional()
      .describe('MessageSid or MessageSidFull; default: the message that is answered'),
  }),
  becomes({ buffer, filename = 'attachment.bin', text, message, messageId }, { messageGuids }) {
    if (buffer === undefined) return null;
    const caption = text ?? message;
    const answered = messageId ?? messageGuids.at(-1);
    return {
      name: uploadFile.name,
      input: { buffer, filename, ...(caption !== undefined && { caption }), messageId: answered },
    };
  },
  async resolve({ text, message, messageId }, scene) {
    const [{ text: spoken, styles }, ...rest] = scene.saying.pieces(text ?? message);
    const replyTo = await scene.message(messageId, 'any');
    return {
      params: { text: spoken, reply_to: replyTo },
      target: replyTo,
      words: spoken,
      ...(styles.length > 0 && { styles }),
      rest: rest.map((piece) => ({ ...piece, replyTo })),
    };
  },
});
