// From what an agent says to the words of messages. Pure, and in a time that grows with the text alone.

import type { AccountConfig } from '../../config/config.ts';
import { plainText } from '../../message/plain-text.ts';
import { bubblesOf } from './bubbles.ts';
import { chunksOf } from './chunk.ts';
import { withoutScaffolding } from './clean.ts';
import { shownOf } from './shown.ts';
import { piecesOf, type Words } from './words.ts';

type Settings = Pick<AccountConfig, 'textChunkLimit' | 'chunkMode' | 'tables' | 'bubbles' | 'responsePrefix'>;

/**
 * The messages of one reply, in order; none = nothing is left of it to be sent (OUT-8). `isGoingOn` = something of the reply was
 * said before it.
 */
export type Planner = (said: string, isGoingOn?: boolean) => Words[];

export function createPlanner(settings: Settings): Planner {
  const { textChunkLimit, chunkMode, tables, bubbles } = settings;
  const prefix = plainText(settings.responsePrefix);
  return (said, isGoingOn = false) => {
    const text = withoutScaffolding(plainText(said));
    if (text === '') return [];
    const texts = bubbles === 'paragraph' ? bubblesOf(text) : [text];
    const messages = texts.map((one) => shownOf(one, tables)).filter(({ text }) => text !== '');
    if (messages.length === 0) return [];
    if (prefix !== '' && !isGoingOn) messages[0] = prefixed(messages[0]!, prefix);
    return messages.flatMap((words) =>
      words.text.length <= textChunkLimit
        ? words
        : piecesOf(words, chunksOf(words.text, textChunkLimit, chunkMode)),
    );
  };
}

/** An agent that has learned to say it says it once. */
function prefixed(words: Words, prefix: string): Words {
  if (words.text.startsWith(prefix)) return words;
  // A block of code begins a line.
  const before = prefix + (words.text.startsWith('```') ? '\n' : ' ');
  return {
    text: before + words.text,
    styles: words.styles.map((range) => ({ ...range, start: range.start + before.length })),
  };
}
