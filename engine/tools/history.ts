import { z } from 'zod';
import { limit, told } from './told.ts';
import { defineTool } from './tool.ts';

/** Rows that are no words of anybody take part of those that imsg gives. */
const LOOKED_AT = 2;

/** What was said last in the conversation. */
export const history = defineTool({
  name: 'history',
  about: 'Read what was said before in this conversation, oldest first.',
  key: 'history',
  input: z.strictObject({ limit }),
  async look({ limit }, sight) {
    const count = Math.min(limit ?? sight.rowsMax, sight.rowsMax);
    return told(await sight.messages(count * LOOKED_AT, true), sight, count);
  },
});
