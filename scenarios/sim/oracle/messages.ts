// What an agent says, as the messages that people should get of it (OUT-1 to OUT-3, OUT-8 to OUT-10, OUT-19).

import { cutByLength, cutByParagraph, paragraphsIn } from './cuts.ts';
import { type Looks, lookedAt, PLAIN } from './looks.ts';
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
    .map((text) => cleanLooks(text, lookedAt(tabled(text, tables))))
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

function bubblesIn(text: string): string[] {
  const spans = paragraphsIn(text);
  const last = spans.at(-1)![1];
  return spans
    .slice(0, BUBBLES_MAX)
    .map(([from, to], index) => text.slice(from, index === BUBBLES_MAX - 1 ? last : to).trim());
}

const CODE = /```[\s\S]*?```|`[^`\n]*`/y;
const TAG =
  /<\s*(\/?)\s*(?:\w+:)?(think|thinking|thought|antthinking|final|relevant[-_]memories|invoke|(?:tool|function)[-_]?(?:calls?|results?|responses?|uses?|outputs?))\b[^<>]*>/iy;
const THOUGHTS = 'think|thinking|thought|antthinking';
const isThought = (name: string) => THOUGHTS.split('|').includes(name.toLowerCase());

/** Tags are taken out one after the other, each time from the beginning; then the marks of lines, until there are none. */
function withoutScaffolding(text: string): string {
  let left = text;
  for (;;) {
    const before = left;
    for (let next = withoutTag(left); next !== null; next = withoutTag(left)) left = next;
    left = withoutMarks(left).trim();
    if (left === before) return left;
  }
}

/** Without the first of them outside of code; null = there is none. */
function withoutTag(text: string): string | null {
  for (let at = 0; at < text.length; at += 1) {
    // Code begins with the one, a tag with the other.
    if (text[at] !== '`' && text[at] !== '<') continue;
    CODE.lastIndex = at;
    if (CODE.test(text)) {
      at = CODE.lastIndex - 1;
      continue;
    }
    TAG.lastIndex = at;
    const [tag, slash, name] = TAG.exec(text) ?? [];
    if (tag === undefined) continue;
    const [before, behind] = [text.slice(0, at), text.slice(at + tag.length)];
    if (slash === '/') return isThought(name!) ? behind : before + behind;
    if (tag.endsWith('/>') || name!.toLowerCase() === 'final') return before + behind;
    const end = new RegExp(`<\\s*/\\s*(?:\\w+:)?(?:${isThought(name!) ? THOUGHTS : name})\\b[^<>]*>`, 'i');
    const [close] = end.exec(behind) ?? [];
    return close === undefined ? before : before + behind.slice(behind.indexOf(close) + close.length);
  }
  return null;
}

const MARKS: readonly (readonly [RegExp, string])[] = [
  [/(?:#\+){2,}#?/g, ''],
  [/\bassistant\s*to\s*=\s*[\w.-]*/gi, ''],
  [/<[|｜][^|｜<>\n]+[|｜]>/g, ''],
  [/\[\[\s*(?:reply_to_current|reply_to\s*:[^\]\n]+|audio_as_voice)\s*\]\]/gi, ''],
  [/^[ \t]*(?:user|system|assistant):[ \t]*$/gim, ''],
  [/\n{3,}/g, '\n\n'],
];

/** Code is put aside meanwhile, under signs that no reply has. */
function withoutMarks(text: string): string {
  const aside: string[] = [];
  const prose = text.replace(new RegExp(CODE.source, 'g'), (code) => `\uE000${aside.push(code) - 1}\uE001`);
  const cleaned = MARKS.reduce((left, [mark, instead]) => left.replace(mark, instead), prose);
  return cleaned.replace(/\uE000(\d+)\uE001/g, (_, index) => aside[Number(index)]!);
}
