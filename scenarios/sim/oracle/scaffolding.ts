// An agent's words without what it writes for itself (OUT-9).

const CODE = /```[\s\S]*?```|`[^`\n]*`/y;
const THOUGHTS = 'think|thinking|thought|thoughts|antthinking|reasoning';
const isThought = (name: string) => THOUGHTS.split('|').includes(name.toLowerCase());
const NOTES = String.raw`relevant[-_]memories|(?:memory|memories)(?:[-_]\w+)?|invoke|scratchpad|system[-_]reminder|(?:tool|function)[-_]?(?:calls?|results?|responses?|uses?|outputs?|code)`;
/** `<function>` by itself is none. */
const TAG = new RegExp(
  String.raw`[<◁]\s*(?:(\/)\s*(?:\w+:)?(${THOUGHTS}|${NOTES}|final|function)|(?:\w+:)?(${THOUGHTS}|${NOTES}|final|function(?=\s*=|\s+name\b)))\b[^<>◁▷]*[>▷]`,
  'iy',
);
const SQUARE = /\[\/?(?:tool_calls?|tool_results?|think)\]/iy;
const SECTION = /<[|｜](tool[\w▁-]+)[_▁]begin[|｜]>/iy;
const CONTROL = /<[|｜](start|channel|message|end|return|call)[|｜]>/i;

/** Elements are taken out one after the other, each time from the beginning; then the marks of lines, until there are none. */
export function withoutScaffolding(text: string): string {
  let left = text;
  for (;;) {
    const before = left;
    for (let next = withoutElement(left); next !== null; next = withoutElement(left)) left = next;
    left = withoutMarks(left).trim();
    if (left === before) return left;
  }
}

/** Without the first of them outside of code; null = there is none. */
function withoutElement(text: string): string | null {
  for (let at = 0; at < text.length; at += 1) {
    if (!'`<◁['.includes(text[at]!)) continue;
    const code = matchAt(CODE, text, at);
    if (code) {
      at += code[0].length - 1;
      continue;
    }
    const left =
      withoutTag(text, at) ?? withoutSquare(text, at) ?? withoutSection(text, at) ?? inChannel(text, at);
    if (left !== null) return left;
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function withoutTag(text: string, at: number): string | null {
  const [tag, slash, ended, begun] = matchAt(TAG, text, at) ?? [];
  if (tag === undefined || /#include\s{0,4}$/.test(text.slice(0, at))) return null;
  const name = (ended ?? begun)!;
  const [before, behind] = [text.slice(0, at), text.slice(at + tag.length)];
  if (slash === '/') return isThought(name) ? behind : before + behind;
  if (tag.endsWith('/>') || name.toLowerCase() === 'final') return before + behind;
  const names = isThought(name) ? THOUGHTS : name;
  return before + behindFirst(new RegExp(`[<◁]\\s*/\\s*(?:\\w+:)?(?:${names})\\b[^<>◁▷]*[>▷]`, 'i'), behind);
}

function withoutSquare(text: string, at: number): string | null {
  const [tag] = matchAt(SQUARE, text, at) ?? [];
  // In other letters it is a word in brackets.
  if (tag === undefined || (/think/i.test(tag) && !tag.includes('THINK'))) return null;
  const [before, behind] = [text.slice(0, at), text.slice(at + tag.length)];
  if (tag === '[/THINK]') return behind;
  if (tag[1] === '/') return before + behind;
  const end = `[/${tag.slice(1)}`.toLowerCase();
  const closed = behind.toLowerCase().indexOf(end);
  return closed < 0 ? before : before + behind.slice(closed + end.length);
}

function withoutSection(text: string, at: number): string | null {
  const [tag, name] = matchAt(SECTION, text, at) ?? [];
  if (tag === undefined) return null;
  return (
    text.slice(0, at) +
    behindFirst(new RegExp(`<[|｜]${name}[_▁]end[|｜]>`, 'i'), text.slice(at + tag.length))
  );
}

/** Nothing, where it is not there. */
function behindFirst(end: RegExp, text: string): string {
  const found = end.exec(text);
  return found === null ? '' : text.slice(found.index + found[0].length);
}

/** Each message: who and in which channel, then its words. Only those of the channel `final`, or of no channel, are for people. */
function inChannel(text: string, at: number): string | null {
  const before = text.slice(0, at);
  // Every other piece is the name of what parts the two around it.
  const [first, ...pieces] = text.slice(at).split(CONTROL);
  if (first !== '' || !/^(?:start|channel)$/i.test(pieces[0] ?? '')) return null;
  let left = text.length - at;
  const header = new Map<string, string>();
  let hasWords = false;
  const lengthOf = (name: string) => name.length + 4;
  for (let index = 0; index < pieces.length; index += 2) {
    const [name, behind] = [pieces[index]!.toLowerCase(), pieces[index + 1]!];
    const rest = text.slice(text.length - left);
    const isNext = name === 'start' || (name === 'channel' && (hasWords || header.has('channel')));
    if (index > 0 && isNext) return before + rest;
    left -= lengthOf(name) + behind.length;
    const content = text.slice(text.length - left - behind.length);
    if (/end|return|call/.test(name)) return before + content;
    if (name === 'message' && !hasWords && isForPeople(header)) return before + content;
    if (name === 'message') hasWords = true;
    else header.set(name, behind.trim().toLowerCase());
  }
  return before;
}

function isForPeople(header: ReadonlyMap<string, string>): boolean {
  const channel = header.get('channel');
  if (channel !== undefined) return /^final\b/.test(channel);
  return ['', 'assistant'].includes(header.get('start') ?? '');
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
