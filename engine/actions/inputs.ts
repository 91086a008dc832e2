// What the inputs of several actions have in common.

import { z } from 'zod';
import { EngineError } from '../errors.ts';

/** More than a person reads on a phone; imsg takes no more than a line of 10 MiB anyway. */
const TEXT_MAX = 20_000;
const ID_MAX = 256;

export const words = z.string().max(TEXT_MAX);

/** What is said, by either name. */
export const said = {
  text: words.optional().describe('What is said'),
  message: words.optional().describe('Another name of text'),
};

/** No id has these; agents put some into brackets (OUT-11). */
const NO_ID = /[\p{Cc}\p{Cs}[\]]/gu;

/** A number that an agent was given may come back as one. */
export const messageId = z
  .union([z.string().trim().min(1).max(ID_MAX), z.int().positive()])
  .transform((id) => String(id).replace(NO_ID, '').trim())
  .refine((id) => id !== '', 'is no id of a message');

/** The same where it stands beside words, which may be anything. Throws `message_unusable`. */
export function readMessageId(given: unknown): string {
  const read = messageId.safeParse(given);
  if (read.success) return read.data;
  throw new EngineError('message_unusable', { message: 'messageId is no id of a message.' });
}
