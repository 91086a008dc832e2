// An agent's words without what it writes for itself (OUT-9).

import { channelEnd } from './channels.ts';
import { CLOSED_CODE } from './code.ts';
import {
  areWords,
  isAmongLetters,
  isQuoted,
  isSurelyWord,
  isWord,
  isWordBeforePause,
  type Tag,
} from './spoken-of.ts';
import { toolLineEnd, valueEnd } from './tool-lines.ts';

const CODE = new RegExp(CLOSED_CODE, 'y');
const THOUGHTS = String.raw`(?:think|thinking|thought|thoughts)(?:[-_]\w{1,20})?|antthinking|reasoning`;
const isThought = (name: string) => new RegExp(`^(?:${THOUGHTS})$`, 'i').test(name);
const TOOLS = String.raw`(?:tool|function)[-_]?(?:calls?|results?|responses?|uses?|outputs?|code)(?:[-_]\w{1,20})?|invoke`;
const isTool = (name: string) => new RegExp(`^(?:${TOOLS})$`, 'i').test(name);
const WHOLE_NAMES =
  '(?:self[-_]|search[-_]quality[-_])?reflection|internal(?:[-_](?:monologue|thoughts?|reasoning|notes?|reflection))?|analysis|answer|response|output|reply';
const NOTES = String.raw`relevant[-_]memories|(?:\w{1,20}[-_])?(?:memory|memories)(?:[-_]\w{1,20})?|scratch[-_]?pad|reasoning[-_]\w{1,20}|system[-_]reminder|chain[-_]of[-_]thought|search[-_]quality[-_]score|inner[-_](?:monologue|thoughts?)|${TOOLS}`;
const isFrame = (name: string) => /^final(?:[-_](?:answer|response|reply|output|message))?$/i.test(name);
const isWrapper = (name: string) => /^(?:answer|response|output|reply)$/i.test(name);
const OWN = String.raw`(?:\w{1,20}:|longcat_|[|｜]\w{1,20}[|｜])?`;
/** `<function>` by itself is none, nor is `<parameter>`. */
/** Behind a name: the end of the tag, what else it says, or what a name space puts there. */
const BEHIND = String.raw`(?=[\s/>▷=]|:\w)`;
const NAME = String.raw`(${NOTES}|${THOUGHTS}|final(?:[-_](?:answer|response|reply|output|message))?|(?:${WHOLE_NAMES})(?![-\w]))`;
const TAG = new RegExp(
  String.raw`[<◁]\s*(?:(\/)\s*${OWN}(?:${NAME}|(function|parameter))|${OWN}(?:${NAME}|(function|parameter)(?=\s*=|\s+name\b)))${BEHIND}[^<>◁▷]*[>▷]`,
  'iy',
);
const TORN = new RegExp(
  String.raw`[<◁]\s*${OWN}(?:(${TOOLS})(?=[ \t]*(?:[{[\n]|\w+=[^<>\n]*\n|$))|(${THOUGHTS})(?=\s*$))`,
  'iy',
);
const SQUARE = /\[(\/?)(tool_calls?|tool_results?|think|inst)\]/iy;
const SECTION =
  /<[|｜](think|thinking|tool[\w▁-]+[_▁]begin|begin_of_thought|start_(?:thinking|action|tool_results?)|action_start|python_tag)[|｜]>/iy;
const HALF_BARRED =
  /<(?:\|(channel|tool|tool_call|tool_response)|(channel|tool|tool_call|tool_response)\|)>/iy;
const TURN =
  /(?:<[|｜]im_start[|｜]>|<start_of_turn>|<\|turn>)[ \t]*(?:([a-z]{1,20})[ \t]*(?:\n|$))?|<[|｜]start_header_id[|｜]>\s*([a-z]{1,20})\s*<[|｜]end_header_id[|｜]>|<[|｜](user|system|observation)[|｜]>/iy;
const TURN_END =
  /<[|｜](?:im_end|eot_id|eom_id)[|｜]>|<end_of_turn>|<turn\|>|(?=<[|｜](?:im_start|start_header_id|assistant)[|｜]>|<start_of_turn>|<\|turn>)/i;

/** What stands at a place: where it ends, and whether it is said or takes away all before it. */
interface Read {
  readonly to: number;
  readonly isSaid?: boolean;
  readonly isEndOfThought?: boolean;
}

/** As often as something of it is for nobody; the marks of lines last. */
export function withoutScaffolding(text: string): string {
  let left = text;
  for (;;) {
    const before = left;
    for (let next = readOver(left); next !== left; next = readOver(left)) left = next;
    left = withoutMarks(left).trim();
    if (left === before) return left;
  }
}

/** Once from its begin to its end. */
function readOver(text: string): string {
  let kept = '';
  /** What was said since something was taken out. */
  let said = '';
  const wrapperEnds = new Set<number>();
  for (let at = 0; at < text.length; ) {
    const code = '`~'.includes(text[at]!) ? matchAt(CODE, text, at) : null;
    const read = code ? { to: at + code[0].length, isSaid: true } : readAt(text, at, wrapperEnds);
    if (!read || read.isSaid) {
      const to = read?.to ?? at + 1;
      said += text.slice(at, to);
      at = to;
      continue;
    }
    if (/^<[|｜]tool[\w▁-]*_argument_begin/i.test(text.slice(at)))
      said = said.replace(/[\w.-]{1,64}:\d{1,4}\s*$/, '');
    kept = read.isEndOfThought ? '' : kept + said;
    said = '';
    at = read.to;
  }
  return kept + said;
}

function readAt(text: string, at: number, wrapperEnds: Set<number>): Read | null {
  if (isFinalChannel(text, at)) return { to: at + FINAL.length, isEndOfThought: true };
  if (!'<◁['.includes(text[at]!)) return null;
  return (
    tagAt(text, at, wrapperEnds) ??
    tornAt(text, at) ??
    squareAt(text, at) ??
    sectionAt(text, at) ??
    turnAt(text, at)
  );
}

/** Without their marks, channels are words in one. */
const FINAL = 'assistantfinal';
const isFinalChannel = (text: string, at: number) =>
  text.startsWith(FINAL, at) && /^\s*(?:assistant)?(?:analysis|commentary)/.test(text);

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Behind the first end from there on; all of it where there is none. */
function behindFirst(end: RegExp, text: string, from: number): number {
  const found = end.exec(text.slice(from));
  return found === null ? text.length : from + found.index + found[0].length;
}

const tagEnd = (name: string) =>
  new RegExp(`[<◁]\\s*/\\s*${OWN}(?:${isThought(name) ? THOUGHTS : name})${BEHIND}[^<>◁▷]*[>▷]`, 'i');
const contentFrom = (name: string, text: string, from: number) =>
  isTool(name) ? (valueEnd(text, from) ?? from) : from;

function tagAt(text: string, at: number, wrapperEnds: Set<number>): Read | null {
  const [whole, slash, ended, endedCall, begun, begunCall] = matchAt(TAG, text, at) ?? [];
  if (whole === undefined) return null;
  const name = (ended ?? endedCall ?? begun ?? begunCall)!;
  const to = at + whole.length;
  const tag = { at, to };
  const asWord = { to, isSaid: true };
  if (/#include\s{0,4}$/.test(text.slice(0, at)) || isQuoted(text, tag)) return asWord;
  if (isWrapper(name)) return wrapperAt(name, slash === '/', text, tag, wrapperEnds);
  if (isFrame(name)) return isFrameWord(text, tag) ? asWord : { to };
  if (slash === '/' && isWordBeforePause(text, tag)) return asWord;
  if (slash === '/') return { to, isEndOfThought: isThought(name) };
  if (whole.endsWith('/>')) return { to };
  if (isWord(text, tag)) {
    const next = nextUsed(name, text, to, isSurelyWord(text, tag));
    if (!next?.isEnd) return asWord;
    if (areWords(text, tag, next)) return { to: next.to, isSaid: true };
  }
  const end = tagEnd(name);
  const from = contentFrom(name, text, to);
  if (end.test(text.slice(from))) return { to: behindFirst(end, text, from) };
  if (isThought(name)) return { to: answerAt(text, to) };
  // Within a line, with nothing given to it, one that never ends is a type, or a word.
  const isBegun = beginsLine(text, at) || /^\s{0,8}[{[<◁]/.test(text.slice(to));
  return isBegun ? { to: text.length } : asWord;
}

const beginsLine = (text: string, at: number) => /(?:^|\n)[ \t]*$/.test(text.slice(0, at));
const isFrameWord = (text: string, tag: Tag) => isWord(text, tag) && !isAmongLetters(text, tag);

/** The next tag of that name outside of code that is not merely spoken of; of two in one sentence the end is not, either. */
function nextUsed(
  name: string,
  text: string,
  from: number,
  isParted: boolean,
): (Tag & { readonly isEnd: boolean }) | null {
  const names = isThought(name) ? THOUGHTS : name;
  const any = new RegExp(`[<◁]\\s*(/?)\\s*${OWN}(?:${names})${BEHIND}[^<>◁▷]*[>▷]`, 'iy');
  for (let at = from; at < text.length; at += 1) {
    const code = matchAt(CODE, text, at);
    if (code) {
      at += code[0].length - 1;
      continue;
    }
    const [whole, slash] = matchAt(any, text, at) ?? [];
    if (whole === undefined) continue;
    const tag = { at, to: at + whole.length, isEnd: slash === '/' };
    if (tag.isEnd ? !isParted || !isWordBeforePause(text, tag) : !isWord(text, tag)) return tag;
    at = tag.to - 1;
  }
  return null;
}

/** Where an answer begins within a thought that is never ended. */
function answerAt(text: string, from: number): number {
  const frame = /[<◁]\s*final(?:[-_](?:answer|response|reply|output|message))?(?=[\s/>▷=]|:\w)[^<>◁▷]*[>▷]/iy;
  const wrapper = /[<◁]\s*(?:answer|response|output|reply)(?![-\w])[^<>◁▷]*[>▷]/iy;
  for (let at = from; at < text.length; at += 1) {
    const found =
      matchAt(frame, text, at) ?? (/\n[ \t]*$/.test(text.slice(0, at)) ? matchAt(wrapper, text, at) : null);
    if (found && !isFrameWord(text, { at, to: at + found[0].length })) return at;
    if (found) at += found[0].length - 1;
  }
  return text.length;
}

/** What stands around lines: they begin one and end one. */
function wrapperAt(name: string, isEnd: boolean, text: string, { at, to }: Tag, ends: Set<number>): Read {
  const isFirst = beginsLine(text, at);
  const isAlone = isFirst && /^[ \t]*(?:\n|$)/.test(text.slice(to));
  const asWord = { to, isSaid: true };
  if (isEnd) return isAlone || ends.has(to) ? { to } : asWord;
  if (!isFirst) return asWord;
  const end = new RegExp(`[<◁]\\s*/\\s*${name}(?![-\\w])[^<>◁▷]*[>▷](?=[ \\t]*(?:\\n|$))`, 'i');
  if (!end.test(text.slice(to))) return /^[ \t]/.test(text.slice(to)) ? asWord : { to };
  ends.add(behindFirst(end, text, to));
  return { to };
}

function tornAt(text: string, at: number): Read | null {
  const [whole, tool, thought] = matchAt(TORN, text, at) ?? [];
  if (whole === undefined) return null;
  const name = (tool ?? thought)!;
  return { to: behindFirst(tagEnd(name), text, contentFrom(name, text, at + whole.length)) };
}

function squareAt(text: string, at: number): Read | null {
  const line = toolLineEnd(text, at);
  const [whole, slash, name] = matchAt(SQUARE, text, at) ?? [];
  // In other letters these are words in brackets.
  const isOther = name !== undefined && /^(?:think|inst)$/i.test(name) && name !== name.toUpperCase();
  if (whole === undefined || name === undefined || isOther) return line === null ? null : { to: line };
  const to = at + whole.length;
  const tag = { at, to };
  if (isQuoted(text, tag)) return { to, isSaid: true };
  if (slash === '/') return { to, isEndOfThought: name === 'THINK' };
  const end = new RegExp(`\\[/${name}\\]`, 'i');
  const from = valueEnd(text, to) ?? to;
  if (isWord(text, tag) && !end.test(text.slice(from))) return { to, isSaid: true };
  return { to: behindFirst(end, text, from) };
}

function sectionAt(text: string, at: number): Read | null {
  const [whole, section] = matchAt(SECTION, text, at) ?? [];
  const isOpen =
    section !== undefined && !sectionEnd(section.toLowerCase()).test(text.slice(at + whole!.length));
  // Within a line it is a mark alone.
  if (section !== undefined && isOpen && /^think/i.test(section) && !beginsLine(text, at)) return null;
  if (section !== undefined)
    return { to: behindFirst(sectionEnd(section.toLowerCase()), text, at + whole!.length) };
  const [mark, begin, end] = matchAt(HALF_BARRED, text, at) ?? [];
  if (begin !== undefined)
    return { to: behindFirst(new RegExp(`<${begin}\\|>`, 'i'), text, at + mark!.length) };
  // One with its bar behind it is in no plain tag, and so no word.
  if (end !== undefined) return { to: at + mark!.length, isEndOfThought: end.toLowerCase() === 'channel' };
  const [call] = matchAt(/<call:\w[\w:.-]{0,80}\{/iy, text, at) ?? [];
  if (call !== undefined) return { to: behindFirst(/\}\s*\/?>/, text, at + 5) };
  const [system, slash] = matchAt(/<<(\/?)SYS>>/iy, text, at) ?? [];
  if (system === undefined) return null;
  return { to: slash === '/' ? at + system.length : behindFirst(/<<\/?SYS>>/i, text, at + system.length) };
}

function sectionEnd(section: string): RegExp {
  if (/^think/.test(section)) return new RegExp(`<[|｜]/${section}[|｜]>`, 'i');
  if (section === 'python_tag') return /<[|｜](?:eom|eot)_id[|｜]>/i;
  if (/_argument[_▁]begin$/.test(section)) return /<[|｜]tool[\w▁-]{1,40}[_▁]end[|｜]>/i;
  const name = section.replace(/begin|start/, 'end');
  return new RegExp(`<[|｜]${name.replace(/[_▁]/g, '[_▁]')}[|｜]>`, 'i');
}

/** What an agent makes the others say is for nobody. */
function turnAt(text: string, at: number): Read | null {
  const [whole, speaker, heading, other] = matchAt(TURN, text, at) ?? [];
  if (whole === undefined) {
    const to = channelEnd(text, at);
    return to === null ? null : { to };
  }
  const by = (speaker ?? heading ?? other ?? 'assistant').toLowerCase();
  const to = at + whole.length;
  return { to: ['assistant', 'model'].includes(by) ? to : behindFirst(TURN_END, text, to) };
}

const MARKS: readonly (readonly [RegExp, string])[] = [
  [/(?:#\+){2,}#?/g, ''],
  [/\bassistant\s*to\s*=\s*[\w.-]*/gi, ''],
  [/<[|｜][^|｜<>\n]+[|｜]>/g, ''],
  [/<(?:end_of_turn|start_of_turn|turn\||bos|eos|pad)>/gi, ''],
  [/<\/s>(?=\s*$)/i, ''],
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
