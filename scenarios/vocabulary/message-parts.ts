// What an agent answers with, and what an operator sends: words, and files among them.

import { z } from 'zod';
import { text } from './values.ts';

/** Words, words in a thread, or a file. */
export const messagePart = z.union([
  text,
  z.strictObject({ text, messageId: text.optional() }),
  z.strictObject({
    buffer: text.optional(),
    path: text.optional(),
    filename: text.optional(),
    caption: text.optional(),
    asVoice: z.boolean().optional(),
    messageId: text.optional(),
  }),
]);
