import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { fileKind } from '../message/file-kind.ts';
import { defineAction } from './action.ts';
import { fileInputs, fileName, givenFile } from './given-file.ts';
import { messageId, words } from './inputs.ts';

const plain = {
  ...fileInputs,
  filename: fileName.optional().describe('Its name; needed with buffer'),
  caption: words.optional().describe('What is said behind it'),
};

/** Sends a file (ACT-18, ruling-11). */
export const uploadFile = defineAction({
  name: 'upload-file',
  about: 'Send a file. As a voice message, or in the thread of a message, where the bridge of imsg is there.',
  gate: 'sendAttachment',
  method: 'send.attachment',
  selectors: ['sendAttachment'],
  isOfGroups: false,
  takesFile: true,
  input: z.strictObject({
    ...plain,
    asVoice: z.boolean().optional().describe('Whether it is a voice message. Default false'),
    as_voice: z.boolean().optional().describe('Another name of asVoice'),
    messageId: messageId
      .optional()
      .describe('MessageSid or MessageSidFull of the message that it answers; default: none'),
  }),
  inputWithoutBridge: z.strictObject(plain),
  needsBridge: ({ asVoice, as_voice, messageId }) =>
    (asVoice ?? as_voice ?? false) || messageId !== undefined,
  async resolve({ filename, caption, asVoice, as_voice, messageId, ...input }, scene) {
    const given = givenFile('upload-file', input, filename);
    const isVoice = asVoice ?? as_voice ?? false;
    if (isVoice && fileKind({ mimeType: '', uti: '', name: given.name }) !== 'audio')
      throw new EngineError('action_invalid', {
        message: 'upload-file: asVoice needs a file of sound: give one such as voice.caf or voice.mp3.',
      });
    const replyTo = messageId === undefined ? undefined : await scene.message(messageId, 'any');
    const file = {
      ...(await scene.file(given)),
      ...(isVoice && { isVoice }),
      ...(replyTo !== undefined && { replyTo }),
    };
    return { file, ...(caption !== undefined && { caption }) };
  },
});
