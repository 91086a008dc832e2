// The values that words take.

import { z } from 'zod';
import { DURATION, DURATION_MS_MAX, durationMs, durationText } from './duration.ts';

const durationWord = z
  .string()
  .regex(DURATION, { error: 'expected a duration such as 250ms, 1.2s, 5m, 3h or 3d' })
  .refine((text) => !DURATION.test(text) || durationMs(text) <= DURATION_MS_MAX, {
    error: ({ input }) =>
      `${JSON.stringify(input)} is not allowed here, expected a duration of at most ${durationText(DURATION_MS_MAX)}`,
  });

/** Milliseconds. */
export const duration = durationWord.transform(durationMs).describe('250ms, 1.2s, 5m, 3h, 3d');

/** Milliseconds, more than none. */
export const positiveDuration = durationWord
  .regex(/[1-9]/, { error: 'expected more than nothing, such as 5s' })
  .transform(durationMs)
  .describe('250ms, 1.2s, 5m, 3h, 3d');

export const NAME = /^[a-z][a-z0-9-]*$/;
export const name = z.string().regex(NAME, { error: 'expected a name in kebab-case' });
export const person = name.describe('somebody of `people`');
export const chat = name.describe('one of `chats`');
export const count = z.int().min(0);
export const text = z.string();

export const hexBytes = z.strictObject({
  hex: z
    .string()
    .regex(/^([0-9a-fA-F]{2})+$/, { error: 'expected bytes in hex, such as "c328"' })
    .describe('bytes as they are, without an end of line'),
});
