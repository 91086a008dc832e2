import { z } from 'zod';
import { messageId } from '../actions/inputs.ts';
import { EngineError } from '../errors.ts';
import { defineTool } from './tool.ts';

/** A copy of a file that stands beside a message of the conversation. */
export const readAttachment = defineTool({
  name: 'read_attachment',
  about: 'Get a copy of a file that was sent in this conversation, as a path on this machine.',
  key: 'readAttachment',
  takesFile: true,
  input: z.strictObject({
    messageId: messageId.describe('The message that it was sent with'),
    index: z.int().positive().max(1_000).optional().describe('Which of its files, counted from 1. Default 1'),
  }),
  async look({ messageId, index = 1 }, sight) {
    const message = await sight.message(messageId);
    const count = message.attachments.length;
    if (index > count)
      throw new EngineError('file_unusable', {
        message:
          count === 0
            ? 'The message has no file.'
            : `The message has ${count} files: there is no number ${index}.`,
        remedy: 'Take a message and a number that history lists.',
      });
    return sight.file(message, index - 1);
  },
});
