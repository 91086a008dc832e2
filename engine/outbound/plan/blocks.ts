// A reply that is still being written, piece by piece: each piece is cut off where nothing that follows can change what it says.

import type { BlockStreaming } from '../../config/config.ts';
import { CLOSED_CODE, CODE_BLOCK } from '../../message/code.ts';
import { CSI, plainText, STRING, STRING_END } from '../../message/plain-text.ts';
import { withoutScaffolding } from './clean.ts';
import { elementsIn } from './elements.ts';
import { hasOpenMarks } from './styles.ts';
import { unsettledFrom } from './unsettled.ts';
import type { Span } from './words.ts';

/** Where a piece ends, and where what follows it begins. */
export interface Border {
  readonly end: number;
  readonly next: number;
}

const PARAGRAPH_END = /\n[\t ]*\n+/g;
/** Code, marks and strings for terminals: nothing is cut within one. */
const WHOLE = new RegExp(
  [
    `${CODE_BLOCK}|${CLOSED_CODE}`,
    // With the words around it, which may make it one of them.
    '(?:[^\\s`<>◁▷]{1,80}[ \\t]{1,8})?[<◁][^<>◁▷]{0,240}[>▷](?: [^\\s`<◁[\\u0000-\\u001f\\u0080-\\u009f])?',
    '\\[\\[[^\\]\\n]{0,320}\\]\\]',
    // The words of a link; its address has no place where it could be cut.
    '\\[[^[\\]\\n]{0,320}\\]\\(',
    `${STRING}(?:(?!${STRING_END})[^])*${STRING_END}`,
    `${CSI}[0-?]*[ -/]*[@-~]`,
  ].join('|'),
  'g',
);
/** A full stop behind a digit may number something or stand within a number, and one behind a single letter shortens a word. */
const SENTENCE_END = String.raw`(?:[!?…。！？]|(?<!\p{Nd}|(?<!\p{L})\p{L})\.)["'”’»)\]]*`;
/** From the best to the worst: the end of a line, of a sentence, of a word. */
const WITHIN = [/\n/g, new RegExp(String.raw`${SENTENCE_END}(?=\s)`, 'gu'), /\s(?=\S)/g] as const;
const SENTENCE_ENDS = new RegExp(String.raw`${SENTENCE_END}\s*$`, 'u');

type Limits = Pick<BlockStreaming, 'minChars' | 'maxChars'>;

/** The end of the first piece of what was written; null = it waits for more. */
export function nextBlock(text: string, { minChars, maxChars }: Limits): Border | null {
  if (text.length < minChars) return null;
  const settled = unsettledFrom(text);
  const wholes = wholesIn(text);
  const paragraphs = paragraphEnds(text, settled, wholes);
  const fitting = paragraphs.findLast(({ end }) => end <= maxChars) ?? null;
  if (fitting && fitting.end >= minChars) return fitting;
  if (text.length <= maxChars) return null;
  const from = fitting?.next ?? 0;
  const until = paragraphs.find(({ end }) => end > maxChars)?.end ?? settled;
  return (
    withinParagraph(text, from, Math.min(maxChars, until), wholes) ??
    fitting ??
    paragraphs.find(({ end }) => end > maxChars) ??
    firstWithin(text, from, maxChars, until, wholes)
  );
}

/** So many units are looked at for a piece behind another one, and four times as many as it may have. */
const NEAR = 16 * 1024;

/**
 * The same behind a piece that was just cut off: looked for near the begin first, or each piece of what is very long would cost
 * a look at all of it. That something far away makes a thought of what is here is known by then.
 */
export function blockBehind(text: string, limits: Limits): Border | null {
  const near = Math.max(NEAR, 4 * limits.maxChars);
  return (text.length > near ? nextBlock(text.slice(0, near), limits) : null) ?? nextBlock(text, limits);
}

/** The end of what stands by itself of what was written, where nothing more comes for a while. */
export function idleBlock(text: string): Border | null {
  const settled = unsettledFrom(text);
  const wholes = wholesIn(text);
  const lastParagraph = paragraphEnds(text, settled, wholes).at(-1) ?? null;
  const from = lastParagraph?.next ?? 0;
  const whole = text.slice(0, settled);
  const isWhole = settled === text.length && SENTENCE_ENDS.test(whole) && mayEndAt(text, from, settled);
  if (isWhole && whole.trim() !== '') return { end: settled, next: settled };
  return withinParagraph(text, from, settled, wholes, 2) ?? lastParagraph;
}

/** Stretches of it that go together, in their order, none within another. */
function wholesIn(text: string): Span[] {
  const marks = [...text.matchAll(WHOLE)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  const all = [...elementsIn(text), ...marks].sort((one, other) => one.start - other.start);
  const apart: Span[] = [];
  for (const { start, end } of all) {
    const last = apart.at(-1);
    if (last && start < last.end)
      apart[apart.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else apart.push({ start, end });
  }
  return apart;
}

function isWithin(at: number, wholes: readonly Span[]): boolean {
  let [low, high] = [0, wholes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wholes[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low < wholes.length && wholes[low]!.start < at;
}

/** Ends of paragraphs up to `settled`. */
function paragraphEnds(text: string, settled: number, wholes: readonly Span[]): Border[] {
  const begin = text.search(/\S/);
  return [...text.matchAll(PARAGRAPH_END)]
    .map(({ index, 0: blank }) => ({ end: index, next: index + blank.length }))
    .filter(({ end }) => end > begin && end <= settled && !isWithin(end, wholes));
}

/** The last place in a paragraph, behind `from` and up to `until`, where it can be cut; of the best kind there is. */
function withinParagraph(
  text: string,
  from: number,
  until: number,
  wholes: readonly Span[],
  kinds: number = WITHIN.length,
): Border | null {
  for (const kind of WITHIN.slice(0, kinds)) {
    const ends = placesOf(kind, text, from, until).filter((at) => !isWithin(at, wholes));
    const end = ends.slice(-LOOKS_MAX).findLast((at) => mayEndAt(text, from, at));
    if (end !== undefined) return { end, next: end };
  }
  return null;
}

/** Places that are looked at: each costs a look at the paragraph before it. */
const LOOKS_MAX = 8;

/** The first place behind `after`, likewise. */
function firstWithin(
  text: string,
  from: number,
  after: number,
  until: number,
  wholes: readonly Span[],
): Border | null {
  for (const kind of WITHIN) {
    const ends = placesOf(kind, text, from, until).filter((at) => at > after && !isWithin(at, wholes));
    const end = ends.slice(0, LOOKS_MAX).find((at) => mayEndAt(text, from, at));
    if (end !== undefined) return { end, next: end };
  }
  return null;
}

/** Behind what ends there, in the text. */
function placesOf(kind: RegExp, text: string, from: number, until: number): number[] {
  const within = text.slice(from, until + 1);
  const begin = from + within.search(/\S|$/);
  return [...within.matchAll(kind)]
    .map(({ index, 0: found }) => from + index + (found === '\n' || /^\s$/.test(found) ? 0 : found.length))
    .filter((at) => at > begin && at <= until);
}

const TOLD_ROLE = /\bassistant\s{0,8}(?:to\s{0,8}(?:=\s{0,8})?)?$/i;

/** Whether a paragraph can be cut there: no mark of markdown is open, and it is no table. */
function mayEndAt(text: string, from: number, at: number): boolean {
  const before = text.slice(from, at);
  if (before.includes('|') || TOLD_ROLE.test(before)) return false;
  // Marks stand beside other words where something between them is for nobody.
  return !hasOpenMarks(withoutScaffolding(plainText(before)));
}
