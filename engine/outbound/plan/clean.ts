// What agents write around their answers for themselves reaches nobody (OUT-9): thoughts, memories, calls of tools, marks
// of roles and of replies. In code it stays, as what is meant to be seen.

import { CLOSED_CODE } from '../../message/code.ts';
import { withoutElements } from './elements.ts';

/** Without code, which is kept by its group. */
const MARKS = new RegExp(
  [
    `(${CLOSED_CODE})`,
    '(?:#\\+){2,}#?',
    '\\bassistant\\s{0,8}to\\s{0,8}=\\s{0,8}[\\w.-]{0,100}',
    '<[|｜][^|｜<>\\n]{1,64}[|｜]>',
    '<(?:(?:end|start)_of_turn|turn\\||bos|eos|pad)>|</s>(?=\\s*(?![^]))',
    '\\[\\[\\s{0,8}(?:reply_to_current|reply_to\\s{0,8}:[^\\]\\n]{1,300}|audio_as_voice)\\s{0,8}\\]\\]',
    '^[ \\t]*(?:user|system|assistant):[ \\t]*$',
    '\\n{3,}',
  ].join('|'),
  'gim',
);

/** One of these is in whatever there is to clean. */
const HINT = /[<[◁]|#\+|=|:[ \t]*$|\n\n\n|assistantfinal/m;
/** What is taken out may leave something behind that is to be taken out; nobody writes so much of it one in another. */
const PASSES_MAX = 16;

/** The words of an agent alone; '' where nothing is left, or no end of it is in sight. Clean text stays as it is. */
export function withoutScaffolding(text: string): string {
  if (!HINT.test(text)) return text;
  let cleaned = text;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const before = cleaned;
    cleaned = withoutElements(before);
    // Marks go last: some of them say what is an element.
    if (cleaned === before) cleaned = withoutMarks(before).trim();
    if (cleaned === before) return cleaned;
  }
  return '';
}

function withoutMarks(text: string): string {
  return text.replace(MARKS, (found, code?: string) => code ?? (found.startsWith('\n') ? '\n\n' : ''));
}
