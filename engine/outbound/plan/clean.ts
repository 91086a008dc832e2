// What agents write around their answers for themselves reaches nobody (OUT-9): thoughts, memories, calls of tools, marks
// of roles and of replies. In code it stays, as what is meant to be seen.

import { CLOSED_CODE } from '../../message/code.ts';
import type { Span } from './words.ts';

/** Elements that are no words; what stands before a stray end of a thought was one. */
const THOUGHT = 'think(?:ing)?|thought|antthinking';
const NOTE =
  'relevant[-_]memories|(?:tool|function)[-_]?(?:calls?|results?|responses?|uses?|outputs?)|invoke';
/** Only its tags are no words. */
const FRAME = 'final';

const tag = (names: string) => `<\\s{0,8}(/?)\\s{0,8}(?:\\w{1,20}:)?(${names})\\b[^<>]{0,200}>`;
const TAG = new RegExp(`${CLOSED_CODE}|${tag(`${THOUGHT}|${NOTE}|${FRAME}`)}`, 'gi');
const IS_THOUGHT = new RegExp(`^(?:${THOUGHT})$`, 'i');
const IS_FRAME = new RegExp(`^(?:${FRAME})$`, 'i');

/** Without code, which is kept by its group. */
const MARKS = new RegExp(
  [
    `(${CLOSED_CODE})`,
    '(?:#\\+){2,}#?',
    '\\bassistant\\s{0,8}to\\s{0,8}=\\s{0,8}[\\w.-]{0,100}',
    '<[|｜][^|｜<>\\n]{1,64}[|｜]>',
    '\\[\\[\\s{0,8}(?:reply_to_current|reply_to\\s{0,8}:[^\\]\\n]{1,300}|audio_as_voice)\\s{0,8}\\]\\]',
    '^[ \\t]*(?:user|system|assistant):[ \\t]*$',
    '\\n{3,}',
  ].join('|'),
  'gim',
);

/** One of these is in whatever there is to clean. */
const HINT = /[<[]|#\+|=|:[ \t]*$|\n\n\n/m;
/** What is taken out may leave something behind that is to be taken out; nobody writes so much of it one in another. */
const PASSES_MAX = 8;

/** The words of an agent alone; '' where nothing is left, or no end of it is in sight. Clean text stays as it is. */
export function withoutScaffolding(text: string): string {
  let cleaned = text;
  for (let pass = 0; HINT.test(cleaned); pass += 1) {
    if (pass === PASSES_MAX) return '';
    const before = cleaned;
    cleaned = withoutMarks(withoutElements(before)).trim();
    if (cleaned === before) break;
  }
  return cleaned;
}

/** The elements of a text that are for nobody; one that is open goes to its end, since it does so until its own end comes. */
export function elementsIn(text: string): Span[] {
  const elements: Span[] = [];
  if (!text.includes('<')) return elements;
  TAG.lastIndex = 0;
  for (let found = TAG.exec(text); found !== null; found = TAG.exec(text)) {
    const [whole, slash, name] = found;
    if (name === undefined || slash === '/' || whole.endsWith('/>') || IS_FRAME.test(name)) continue;
    TAG.lastIndex = endOf(name, text, TAG.lastIndex);
    elements.push({ start: found.index, end: TAG.lastIndex });
  }
  return elements;
}

/** From where on all of a text is for nobody, unless what follows ends that; its length = nowhere. */
export function openElementIn(text: string): number {
  // An end that stands at the end of the text may be another word yet.
  const last = elementsIn(text).at(-1);
  return last?.end === text.length ? last.start : text.length;
}

function withoutElements(text: string): string {
  if (!text.includes('<')) return text;
  let kept = '';
  let from = 0;
  TAG.lastIndex = 0;
  for (let found = TAG.exec(text); found !== null; found = TAG.exec(text)) {
    const [whole, slash, name] = found;
    if (name === undefined) continue;
    const before = kept + text.slice(from, found.index);
    from = TAG.lastIndex;
    const isEnd = slash === '/';
    kept = isEnd && IS_THOUGHT.test(name) ? '' : before;
    if (isEnd || whole.endsWith('/>') || IS_FRAME.test(name)) continue;
    from = endOf(name, text, from);
    TAG.lastIndex = from;
  }
  return kept + text.slice(from);
}

/** Behind the end of an element whose content begins there; one that is left open goes to the end of the text. */
function endOf(name: string, text: string, from: number): number {
  const names = IS_THOUGHT.test(name) ? THOUGHT : name;
  const end = new RegExp(`<\\s{0,8}/\\s{0,8}(?:\\w{1,20}:)?(?:${names})\\b[^<>]{0,200}>`, 'gi');
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}

function withoutMarks(text: string): string {
  return text.replace(MARKS, (found, code?: string) => code ?? (found.startsWith('\n') ? '\n\n' : ''));
}
