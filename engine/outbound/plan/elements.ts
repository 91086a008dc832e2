// The stretches of what an agent writes that are for nobody (OUT-9): thoughts, memories, calls of tools, and what it says in
// channels of its own. In code they stay, as what is meant to be seen.

import { CLOSED_CODE } from '../../message/code.ts';
import { MEMORIES, SAID, THOUGHTS, tagOf } from '../../message/scaffolding.ts';
import type { Span } from './words.ts';

/** Elements that are no words; what stands before a stray end of a thought was one. */
const THOUGHT = `${THOUGHTS}|thoughts|reasoning`;
const NOTE = [
  MEMORIES,
  'memor(?:y|ies)(?:[-_]\\w{1,20})?',
  '(?:tool|function)[-_]?(?:calls?|results?|responses?|uses?|outputs?|code)',
  'invoke',
  // By its name alone it may be a type or a word.
  'function(?=\\s{0,8}=|\\s{1,8}name\\b)|(?<=/\\s{0,8})function',
  'scratchpad',
  'system[-_]reminder',
].join('|');
/** Of such only the tags are no words. */
const IS_FRAME = new RegExp(`^(?:${SAID})$`, 'i');
const IS_THOUGHT = new RegExp(`^(?:${THOUGHT})$`, 'i');
const PREFIX = '(?:\\w{1,20}:)?';

/** A header of C++ is a line of code, also outside of a block of it. */
const IS_INCLUDED = /#include\s{0,4}$/;
const INCLUDE_LENGTH = 12;

const BEGINNING = new RegExp(
  [
    CLOSED_CODE,
    tagOf(`${PREFIX}(?<tag>${THOUGHT}|${NOTE}|${SAID})`, '(?<tagSlash>/?)'),
    '\\[(?<squareSlash>/?)(?<square>TOOL_(?:CALL|RESULT)S?|THINK)\\]',
    '<[|｜](?<section>tool[\\w▁-]{1,40})[_▁]begin[|｜]>',
    '<[|｜](?<header>start|channel)[|｜]>',
  ].join('|'),
  'gi',
);

interface Found extends Span {
  /** `end of a thought` = all before it was one; `mark` = it hides itself alone. */
  readonly kind: 'element' | 'mark' | 'end of a thought';
}

/** Whatever has one of these has none of them. */
const HINT = /[<◁[]/;

export function withoutElements(text: string): string {
  let kept = '';
  let from = 0;
  for (const { start, end, kind } of foundIn(text)) {
    kept = kind === 'end of a thought' ? '' : kept + text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}

/** The elements of a text that are for nobody; one that is open goes to its end, since it does so until its own end comes. */
export function elementsIn(text: string): Span[] {
  return foundIn(text).filter(({ kind }) => kind === 'element');
}

/** From where on all of a text is for nobody, unless what follows ends that; its length = nowhere. */
export function openElementIn(text: string): number {
  // An end that stands at the end of the text may be another word yet.
  const last = elementsIn(text).at(-1);
  return last?.end === text.length ? last.start : text.length;
}

function foundIn(text: string): Found[] {
  const all: Found[] = [];
  if (!HINT.test(text)) return all;
  BEGINNING.lastIndex = 0;
  for (let match = BEGINNING.exec(text); match !== null; match = BEGINNING.exec(text)) {
    const found = foundBy(match, text);
    if (!found) continue;
    all.push(found);
    BEGINNING.lastIndex = found.end;
  }
  return all;
}

/** Null = it is code. */
function foundBy({ index: start, 0: whole, groups = {} }: RegExpExecArray, text: string): Found | null {
  const { tag, tagSlash, square, squareSlash, section, header } = groups;
  const from = start + whole.length;
  const element = (end: string): Found => ({ kind: 'element', start, end: behind(end, text, from) });
  if (header !== undefined) return { kind: 'element', start, end: endOfMessage(text, start) };
  if (section !== undefined) return element(`<[|｜]${section}[_▁]end[|｜]>`);
  const name = tag ?? square;
  if (name === undefined || IS_INCLUDED.test(text.slice(Math.max(0, start - INCLUDE_LENGTH), start)))
    return null;
  // In other letters it is a word in brackets.
  if (square !== undefined && square !== 'THINK' && /^think$/i.test(square)) return null;
  if (tagSlash === '/' || squareSlash === '/')
    return { kind: IS_THOUGHT.test(name) ? 'end of a thought' : 'mark', start, end: from };
  if (square !== undefined) return element(`\\[/${square}\\]`);
  if (whole.endsWith('/>') || IS_FRAME.test(name)) return { kind: 'mark', start, end: from };
  return element(tagOf(`${PREFIX}(?:${IS_THOUGHT.test(name) ? THOUGHT : name})`, '/'));
}

/** Behind the end of an element whose content begins there; one that is left open goes to the end of the text. */
function behind(end: string, text: string, from: number): number {
  const pattern = new RegExp(end, 'gi');
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : text.length;
}

const CONTROL = /<[|｜](start|channel|message|end|return|call)[|｜]>/gi;
const CHANNEL = /<[|｜]channel[|｜]>\s{0,8}(\w{0,40})/i;
const BY_ASSISTANT = /^<[|｜]start[|｜]>\s{0,8}(?:assistant)?\s{0,8}$/i;

/** Of a message in a channel: all of it, or what stands before its words where those are for people. */
function endOfMessage(text: string, start: number): number {
  let isHeader = true;
  let hasChannel = false;
  CONTROL.lastIndex = start;
  for (let found = CONTROL.exec(text); found !== null; found = CONTROL.exec(text)) {
    const control = found[1]!.toLowerCase();
    const isNext = control === 'start' || (control === 'channel' && (hasChannel || !isHeader));
    if (isNext && found.index > start) return found.index;
    if (control === 'channel') hasChannel = true;
    if (control === 'message') {
      if (isHeader && isForPeople(text.slice(start, found.index))) return CONTROL.lastIndex;
      isHeader = false;
    }
    if (control === 'end' || control === 'return' || control === 'call') return CONTROL.lastIndex;
  }
  return text.length;
}

function isForPeople(header: string): boolean {
  const channel = CHANNEL.exec(header)?.[1];
  return channel === undefined ? BY_ASSISTANT.test(header) : channel.toLowerCase() === 'final';
}
