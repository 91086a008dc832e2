import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { comparableText } from '../message/text.ts';
import { defineAction } from './action.ts';
import { words } from './inputs.ts';
import { oneLine } from './one-line.ts';

/** What Messages lets people ask about. */
const OPTIONS_MIN = 2;
const OPTIONS_MAX = 12;
/** More than a balloon shows. */
const OPTION_MAX = 256;

/** Begins a poll of Messages (BEY-1). imsg says the question in a message of its own, since the balloon shows the options alone. */
export const poll = defineAction({
  name: 'poll',
  about: 'Ask a question with 2 to 12 options to vote for, as a poll of iMessage.',
  gate: 'polls',
  method: 'poll.send',
  selectors: ['pollPayloadMessage'],
  isOfGroups: false,
  input: z.strictObject({
    question: words.describe('What is asked'),
    options: z
      .array(z.string().max(OPTION_MAX))
      .min(OPTIONS_MIN)
      .max(OPTIONS_MAX)
      .describe('What can be voted for, each another'),
  }),
  async resolve({ question, options }, scene) {
    const asked = scene.saying.whole(question);
    const shown = options.map(oneLine);
    const different = new Set(shown.map((option) => comparableText(option).toLowerCase()));
    if (shown.includes('') || different.size < shown.length)
      throw new EngineError('action_invalid', {
        message: 'poll needs options that say something, each another.',
      });
    return { params: { question: asked, options: shown }, caption: asked };
  },
  isShownBy(row, { params }) {
    if (row.kind !== 'poll') return false;
    const asked = params.options as readonly string[];
    const isSame = (one: string, other: unknown) => comparableText(one) === comparableText(String(other));
    // On macOS 26 what is asked stands in the message beside it.
    if (row.question !== '' && !isSame(row.question, params.question)) return false;
    return row.options.length === asked.length && row.options.every((text, at) => isSame(text, asked[at]));
  },
});
