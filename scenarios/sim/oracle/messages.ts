// What an agent says, as the messages that people should get of it (OUT-1 to OUT-3, OUT-8 to OUT-10, OUT-19).

import { cutByLength, cutByParagraph, paragraphsIn } from './cuts.ts';
import { type Looks, lookedAt, PLAIN } from './looks.ts';
import { withoutScaffolding } from './scaffolding.ts';
import { tabled } from './tables.ts';
import type { Ways } from './ways.ts';
import { cleanReply, isSilent } from './words.ts';

/** How many messages the paragraphs of a reply are at most. */
const BUBBLES_MAX = 8;
const BLOCK = '```';

export function messagesOf(said: string, { limit, chunkMode, tables, bubbles, prefix }: Ways): Looks[] {
  const words = withoutScaffolding(cleanReply(said).trim());
  if (isSilent(words)) return [];
  const shown = (bubbles === 'paragraph' ? bubblesIn(words) : [words])
    .map((text) => {
      const said = withNamesAside(text);
      return namesBack(cleanLooks(text, trimmedLooks(lookedAt(tabled(said, tables)))));
    })
    .filter(({ text }) => text !== '');
  const [first] = shown;
  if (!first) return [];
  if (prefix !== '' && !first.text.startsWith(prefix)) {
    const before = `${prefix}${first.text.startsWith(BLOCK) ? '\n' : ' '}`;
    shown[0] = {
      text: before + first.text,
      looks: [...Array<number>(before.length).fill(PLAIN), ...first.looks],
    };
  }
  const cut = chunkMode === 'newline' ? cutByParagraph : cutByLength;
  return shown
    .flatMap(({ text, looks }) =>
      cut(text, limit).map(([from, to]) => ({ text: text.slice(from, to), looks: looks.slice(from, to) })),
    )
    .filter(({ text }) => !isSilent(text));
}

/** What is for nobody may show only when its marks of markdown are gone; then nothing of it is styled. */
function cleanLooks(said: string, looked: Looks): Looks {
  const text = looked.text === said ? said : withoutScaffolding(looked.text);
  return text === looked.text ? looked : { text, looks: Array<number>(text.length).fill(PLAIN) };
}

const ASIDE = 0xe000;

/** Tags that are spoken of and have marks of their own stay words without them: their first letters become no letters meanwhile. */
function withNamesAside(text: string): string {
  return text.replace(
    /([*_~][<◁]\/?)([A-Za-z])(?=[\w:-]{0,39}[>▷][*_~])/g,
    (_, before: string, letter: string) => before + String.fromCharCode(letter.charCodeAt(0) + ASIDE),
  );
}

function namesBack({ text, looks }: Looks): Looks {
  const back = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - ASIDE);
  return { text: text.replace(/[\uE041-\uE07A]/g, back), looks };
}

/** A table may leave lines of nothing at its ends. */
function trimmedLooks({ text, looks }: Looks): Looks {
  const from = text.length - text.trimStart().length;
  const to = from + text.trim().length;
  return { text: text.slice(from, to), looks: looks.slice(from, to) };
}

function bubblesIn(text: string): string[] {
  const spans = paragraphsIn(text);
  const last = spans.at(-1)![1];
  return spans
    .slice(0, BUBBLES_MAX)
    .map(([from, to], index) => text.slice(from, index === BUBBLES_MAX - 1 ? last : to).trim());
}
