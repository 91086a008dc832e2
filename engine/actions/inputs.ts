// What the inputs of several actions have in common.

import { z } from 'zod';

/** More than a person reads on a phone; imsg takes no more than a line of 10 MiB anyway. */
const TEXT_MAX = 20_000;
const ID_MAX = 256;

export const words = z.string().max(TEXT_MAX);

/** What is said, by either name. */
export const said = {
  text: words.optional().describe('What is said'),
  message: words.optional().describe('Another name of text'),
};

/** A number that an agent was given may come back as one. */
export const messageId = z
  .union([z.string().trim().min(1).max(ID_MAX), z.int().positive()])
  .transform(String);
