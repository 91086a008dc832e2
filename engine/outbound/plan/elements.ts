// The stretches of what an agent writes that are for nobody (OUT-9): thoughts, memories, calls of tools, and what it says in
// channels of its own. In code they stay, as what is meant to be seen.

import { CLOSED_CODE } from '../../message/code.ts';
import { tagOf } from '../../message/scaffolding.ts';
import { isBeforePause, isInSentence, isPair, isQuoted, wordBefore } from '../../message/spoken-tags.ts';
import { endOfMessage } from './channels.ts';
import {
  endOfSection,
  FRAME,
  HALF_BARRED,
  IS_ASSISTANT,
  IS_BARE_SECTION,
  IS_THOUGHT,
  NOTE,
  PREFIX,
  SECTION,
  THOUGHT,
  TOOL,
  TURN,
  TURN_END,
  WRAPPER,
} from './element-names.ts';
import { createFinder, type Finder, isFrameSpokenOf } from './finder.ts';
import { endOfToolLine, TOOL_LINE } from './tool-lines.ts';
import { isValue } from './values.ts';
import type { Span } from './words.ts';

const IS_FRAME = new RegExp(`^(?:${FRAME})$`, 'i');
const IS_WRAPPER = new RegExp(`^${WRAPPER}$`, 'i');
const IS_TOOL = new RegExp(`^(?:${TOOL})$`, 'i');

/** A header of C++ is a line of code, also outside of a block of it. */
const IS_INCLUDED = /#include\s{0,4}$/;
const INCLUDE_LENGTH = 12;

/** What is left of channels where their marks were taken out: the last one begins so, and the text with another. */
const FINAL = 'assistantfinal';
const IN_CHANNELS = /^\s*(?:assistant)?(?:analysis|commentary)/;

const BEGINNING = new RegExp(
  [
    CLOSED_CODE,
    tagOf(`${PREFIX}(?<tag>${THOUGHT}|${NOTE}|${FRAME}|${WRAPPER})`, '(?<tagSlash>/?)'),
    // Where an answer was cut off, or the rest of the tag forgotten.
    `[<◁]\\s{0,8}${PREFIX}(?<torn>(?:${TOOL})(?=[ \\t]{0,8}(?:[{[\\n]|\\w{1,40}=[^<>\\n]{0,200}\\n|$))|(?:${THOUGHT})(?=\\s{0,8}$))`,
    '\\[(?<squareSlash>/?)(?<square>TOOL_(?:CALL|RESULT)S?|THINK|INST)\\]',
    '<<(?<doubleSlash>/?)(?<double>SYS)>>',
    TOOL_LINE,
    `<[|｜](?<section>${SECTION})[|｜]>`,
    `<(?:\\|(?<halfBarred>${HALF_BARRED})|(?<halfBarredEnd>${HALF_BARRED})\\|)>`,
    '<(?<callTag>call):(?=\\w[\\w:.-]{0,80}\\{)',
    '<[|｜](?<header>start|channel)[|｜]>',
    TURN,
    `(?<fused>${FINAL})`,
  ].join('|'),
  'gi',
);

interface Found extends Span {
  /**
   * `end of a thought` = all before it was one; `mark` = it hides itself alone; `words` = they are spoken of, and hide nothing.
   */
  readonly kind: 'element' | 'mark' | 'words' | 'end of a thought';
  /** What it is shows at the end of the text only: from where on nothing is certain. */
  readonly openFrom?: number;
  /** Where what it stands before ends, which goes with it. */
  readonly wholeTo?: number;
}

/** What has none of these has none of them. */
const HINT = new RegExp(`[<◁[]|${FINAL}`);

export function withoutElements(text: string): string {
  let kept = '';
  let from = 0;
  for (const { start, end, kind } of foundIn(text)) {
    if (kind === 'words') continue;
    kept = kind === 'end of a thought' ? '' : kept + text.slice(from, Math.max(from, start));
    from = end;
  }
  return kept + text.slice(from);
}

/**
 * What goes together in a text: elements that are for nobody, of which one that is open goes to its end, since it does so until
 * its own end comes, all that turns out to have been a thought, and what stands in a wrapper.
 */
export function elementsIn(text: string): Span[] {
  return foundIn(text).flatMap(({ kind, start, end, wholeTo }) => {
    if (kind === 'end of a thought') return { start: 0, end };
    return kind === 'element' || wholeTo !== undefined ? { start, end: wholeTo ?? end } : [];
  });
}

/** From where on a text may be for nobody, by what follows; its length = nowhere. */
export function openElementIn(text: string): number {
  const all = foundIn(text);
  const open = all.find(({ openFrom }) => openFrom !== undefined)?.openFrom ?? text.length;
  // An end that stands at the end of the text may be another word yet.
  const last = all.findLast(({ kind }) => kind === 'element');
  return Math.min(open, last?.end === text.length ? last.start : text.length);
}

function foundIn(text: string): Found[] {
  const all: Found[] = [];
  if (!HINT.test(text)) return all;
  const finder = createFinder(text);
  BEGINNING.lastIndex = 0;
  for (let match = BEGINNING.exec(text); match !== null; match = BEGINNING.exec(text)) {
    const found = foundBy(match, text, finder);
    if (!found) continue;
    all.push(found);
    BEGINNING.lastIndex = Math.max(found.end, match.index + 1);
  }
  return all;
}

/** Null = it is code, or a word. */
function foundBy(
  { index: start, 0: whole, groups = {} }: RegExpExecArray,
  text: string,
  finder: Finder,
): Found | null {
  if (/^[`~]/.test(whole)) return null;
  const span = { start, end: start + whole.length };
  const ending = (pattern: string) => elementTo(finder.endOf(pattern, span.end), start, text);
  const { section, halfBarred, torn } = groups;
  if (groups.fused !== undefined)
    return whole === FINAL && IN_CHANNELS.test(text) ? { kind: 'end of a thought', ...span } : null;
  if (groups.header !== undefined) return elementTo(endOfMessage(text, start), start, text);
  if (groups.toolLine !== undefined)
    return elementTo(endOfToolLine(text, start, groups, finder.endOfValue), start, text);
  if (section !== undefined) return sectionFrom(section, span, text, finder);
  if (groups.callTag !== undefined) return ending('\\}\\s{0,8}/?>');
  if (halfBarred !== undefined) return ending(`<${halfBarred.toLowerCase()}\\|>`);
  if (groups.halfBarredEnd !== undefined) return halfBarredEnd(groups.halfBarredEnd, span, text);
  if (groups.double !== undefined)
    return groups.doubleSlash === '/' ? { kind: 'mark', ...span } : ending('<</SYS>>');
  if (torn !== undefined) return elementTo(endOfTag(torn, span.end, text, finder), start, text);
  if (groups.square !== undefined)
    return square(groups.square, groups.squareSlash === '/', span, text, finder);
  if (groups.tag !== undefined) return tag(groups.tag, groups.tagSlash === '/', span, text, finder);
  // What the others are made to say is no answer.
  const by = groups.speaker ?? groups.heading ?? groups.other ?? 'assistant';
  return IS_ASSISTANT.test(by) ? { kind: 'mark', ...span } : ending(TURN_END);
}

function sectionFrom(name: string, { start, end: from }: Span, text: string, finder: Finder): Found | null {
  const end = finder.endOf(endOfSection(name), from);
  if (end === null && IS_BARE_SECTION.test(name) && !beginsLine(text, start)) return null;
  return elementTo(end, callBefore(name, start, text), text);
}

const CALL_ID = /[\w.-]{1,64}:\d{1,4}\s{0,8}$/;
const CALL_ID_LENGTH = 80;

/** Some put the name of the call before what is given to it. */
function callBefore(section: string, start: number, text: string): number {
  if (!/_argument[_▁]begin$/i.test(section)) return start;
  const before = text.slice(Math.max(0, start - CALL_ID_LENGTH), start);
  return start - (CALL_ID.exec(before)?.[0].length ?? 0);
}

/** Null = it goes on to the end of the text, until its own end comes. */
function elementTo(end: number | null, start: number, text: string): Found {
  return end === null
    ? { kind: 'element', start, end: text.length, openFrom: start }
    : { kind: 'element', start, end };
}

function halfBarredEnd(name: string, span: Span, text: string): Found | null {
  if (isInSentence(text, span)) return null;
  return { kind: name.toLowerCase() === 'channel' ? 'end of a thought' : 'mark', ...span };
}

function square(name: string, isEnd: boolean, span: Span, text: string, finder: Finder): Found | null {
  // In other letters these are words in brackets.
  if ((/^(?:think|inst)$/i.test(name) && name !== name.toUpperCase()) || isQuoted(text, span)) return null;
  if (isEnd) return { kind: name === 'THINK' ? 'end of a thought' : 'mark', ...span };
  const end = finder.endOf(`\\[/${name.toLowerCase()}\\]`, valueEnd(text, span.end, finder));
  return end === null && isInSentence(text, span) ? mention(text, span) : elementTo(end, span.start, text);
}

/** Words that an end behind them would make the begin of an element. */
const mention = (text: string, span: Span): Found => ({
  kind: 'words',
  ...span,
  openFrom: wordBefore(text, span),
});

function tag(name: string, isEnd: boolean, span: Span, text: string, finder: Finder): Found | null {
  const { start, end } = span;
  const whole = text.slice(start, end);
  if (IS_INCLUDED.test(text.slice(Math.max(0, start - INCLUDE_LENGTH), start)) || isQuoted(text, span))
    return null;
  if (IS_WRAPPER.test(name)) return wrapper(name, isEnd, span, text, finder);
  if (IS_FRAME.test(name)) return isFrameSpokenOf(text, span) ? null : { kind: 'mark', ...span };
  const isThought = IS_THOUGHT.test(name);
  if (isEnd && isBeforePause(text, span)) return null;
  if (isEnd) return { kind: isThought ? 'end of a thought' : 'mark', ...span };
  if (whole.endsWith('/>')) return { kind: 'mark', ...span };
  if (isInSentence(text, span)) {
    const next = finder.tagBehind(name, span);
    if (next === null || !next.isEnd) return mention(text, span);
    // Both are words.
    if (isPair(text, span, next)) return { kind: 'words', start, end: next.end };
  }
  const closed = endOfTag(name, end, text, finder);
  if (isThought && closed === null) return openThought(span, text, finder);
  return closed === null && !isBegun(text, span) ? mention(text, span) : elementTo(closed, start, text);
}

function endOfTag(name: string, from: number, text: string, finder: Finder): number | null {
  return finder.endOfElement(name, IS_TOOL.test(name) ? valueEnd(text, from, finder) : from);
}

/** Some begin to answer without ending their thought; whether it ends yet is not known before the answer is whole. */
function openThought({ start, end }: Span, text: string, finder: Finder): Found {
  return { kind: 'element', start, end: finder.answerFrom(end) ?? text.length, openFrom: start };
}

const LINE_BEGIN = /(?:^|\n)[ \t]*$/;
const beginsLine = (text: string, start: number) =>
  LINE_BEGIN.test(text.slice(Math.max(0, start - 80), start));

/** Whether a note that does not end is one: it begins a line, or something is given to it. Elsewhere it may be a type, or a word. */
const isBegun = (text: string, { start, end }: Span) =>
  beginsLine(text, start) || /^\s{0,8}[{[<◁]/.test(text.slice(end, end + 9));

/** What is given to a call may hold what would be its end. */
function valueEnd(text: string, from: number, finder: Finder): number {
  const begin = from + /^\s*/.exec(text.slice(from, from + 8))![0].length;
  return (isValue(text, begin) ? finder.endOfValue(begin) : null) ?? from;
}

/** Around lines these are no words: they begin one, or end one. */
function wrapper(name: string, isEnd: boolean, span: Span, text: string, finder: Finder): Found | null {
  const { start, end } = span;
  const behind = text.slice(end, end + 80);
  const endsLine = /^[ \t]*(?:\n|$)/.test(behind);
  if (isEnd)
    return (beginsLine(text, start) && endsLine) || finder.isEndOfWrapper(end)
      ? { kind: 'mark', ...span }
      : null;
  if (!beginsLine(text, start)) return null;
  const closing = finder.lineEndTag(name, end);
  if (closing !== null) {
    finder.wrapperEndsAt(closing);
    return { kind: 'mark', ...span, wholeTo: closing };
  }
  // Whether it ends, and is no word, shows at the end.
  return { kind: /^[ \t]/.test(behind) ? 'words' : 'mark', ...span, openFrom: start };
}
