import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { comparableText } from '../message/text.ts';
import { limit, told } from './told.ts';
import { defineTool } from './tool.ts';

/** The newest messages of the chat among which is looked. */
const LOOKED_AT_MAX = 500;
const QUERY_MAX = 200;

/** Messages of the conversation with certain words. imsg itself looks in every chat, and would tell of others. */
export const search = defineTool({
  name: 'search',
  about: `Look for words in the newest ${LOOKED_AT_MAX} messages of this conversation, in any case of letters.`,
  key: 'search',
  input: z.strictObject({
    query: z.string().max(QUERY_MAX).describe('The words, as they follow each other'),
    limit,
  }),
  async look({ query, limit }, sight) {
    const wanted = folded(query);
    if (wanted === '')
      throw new EngineError('action_invalid', { message: 'search needs words to look for: give query.' });
    const { messages, isFull } = await sight.messages(LOOKED_AT_MAX, true);
    const found = messages.filter(({ text }) => folded(text).includes(wanted));
    return told({ messages: found, isFull }, sight, limit);
  },
});

const folded = (text: string) => comparableText(text).replace(/\s+/g, ' ').trim().toLowerCase();
