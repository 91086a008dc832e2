// How the words of a reply look, unit by unit (OUT-10).

export interface Looks {
  readonly text: string;
  /** The styles of each unit, as bits. */
  readonly looks: readonly number[];
}

export const PLAIN = 0;
const BITS: Readonly<Record<string, number>> = { bold: 1, italic: 2, underline: 4, strikethrough: 8 };
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/y;

/** What a message that left looks like. */
export function looksOf(
  length: number,
  ranges: readonly { readonly start: number; readonly length: number; readonly styles: readonly string[] }[],
): number[] {
  const looks = Array<number>(length).fill(PLAIN);
  for (const { start, length: count, styles } of ranges)
    for (let at = start; at < start + count; at += 1)
      for (const style of styles) looks[at] = (looks[at] ?? PLAIN) | (BITS[style] ?? PLAIN);
  return looks;
}

interface Unit {
  readonly unit: string;
  look: number;
  isGone: boolean;
}

/** Marks that are not closed yet: where they begin among the units, and how many are left. */
interface Opened {
  readonly mark: string;
  readonly at: number;
  count: number;
}

/** As many may be open at once. */
const OPENED_MAX = 16;

/** What makes marks, and what takes that from them. */
const ANY_MARK = /[*_~`\\]/;

/** A text without its marks, and how it looks by them. */
export function lookedAt(text: string): Looks {
  if (!ANY_MARK.test(text)) return { text, looks: Array<number>(text.length).fill(PLAIN) };
  const units: Unit[] = [];
  let opened: Opened[] = [];
  for (let at = 0; at < text.length; ) {
    const whole = wholeAt(text, at);
    const run = whole || runAt(text, at);
    const first = units.length;
    units.push(...run.split('').map((unit) => ({ unit, look: PLAIN, isGone: false })));
    if (/^\n[ \t]*\n/.test(text.slice(at))) opened = [];
    if (whole === '' && isMark(run)) {
      const closed = closes(text, at, run.length) ? closeAll(units, opened, first, run) : 0;
      if (closed < run.length && opens(text, at, run.length))
        opened = [...opened, { mark: run[0]!, at: first + closed, count: run.length - closed }].slice(
          -OPENED_MAX,
        );
    }
    at += run.length;
  }
  const left = units.filter(({ isGone }) => !isGone);
  return { text: left.map(({ unit }) => unit).join(''), looks: left.map(({ look }) => look) };
}

const isMark = (run: string) => /^(?:\*{1,3}|_{1,3}|~~)$/.test(run);

/** Closes what these marks may close, the newest first. How many of them that took. */
function closeAll(units: readonly Unit[], opened: Opened[], first: number, run: string): number {
  let used = 0;
  for (;;) {
    const index = opened.findLastIndex(
      ({ mark, count }) => mark === run[0] && together(count, run.length - used) > 0,
    );
    const one = opened[index];
    if (!one) return used;
    opened.length = index;
    const count = together(one.count, run.length - used);
    const [from, to] = [one.at + one.count, first + used];
    const words = units.slice(from, to);
    if (!words.some(({ unit }) => /[^\s*_~]/.test(unit))) return used;
    for (const word of words) word.look |= lookOf(one.mark, count);
    for (const gone of [...units.slice(from - count, from), ...units.slice(to, to + count)])
      gone.isGone = true;
    used += count;
    one.count -= count;
    if (one.count > 0) opened.push(one);
  }
}

/** Of so many marks on either side those that belong together: both, two, or one. */
function together(before: number, behind: number): number {
  if (before === behind) return before;
  if (before > 1 && behind > 1) return 2;
  return before % 2 === 1 && behind % 2 === 1 ? 1 : 0;
}

function lookOf(mark: string, count: number): number {
  if (mark === '~') return BITS.strikethrough!;
  const strong = mark === '*' ? BITS.bold! : BITS.underline!;
  return (count > 1 ? strong : PLAIN) | (count === 2 ? PLAIN : BITS.italic!);
}

/** What is shown as it is, marks or not: code, and a mark behind a backslash. */
function wholeAt(text: string, at: number): string {
  CODE.lastIndex = at;
  const [code] = CODE.exec(text) ?? [];
  return code ?? /^\\[*_~`]/.exec(text.slice(at, at + 2))?.[0] ?? '';
}

/** A run of one mark, else one unit. */
function runAt(text: string, at: number): string {
  return /^(?:\*+|_+|~+|[\s\S])/.exec(text.slice(at))![0];
}

const isWord = (unit: string) => /[0-9A-Za-z]/.test(unit);
const isSign = (unit: string) => /[!-/:-@[-`{-~]/.test(unit);
const isBlank = (unit: string) => unit === '' || /\s/.test(unit);

function opens(text: string, at: number, run: number): boolean {
  const [before, behind] = [text.charAt(at - 1), text.charAt(at + run)];
  if (isBlank(behind)) return false;
  if (text[at] === '_') return /(?:^|\s)[*_~("'“‘[]{0,7}$/.test(text.slice(0, at));
  return !isWord(before) || (run > 1 && !isSign(behind) && !(/\d/.test(before) && /\d/.test(behind)));
}

function closes(text: string, at: number, run: number): boolean {
  const [before, behind] = [text.charAt(at - 1), text.charAt(at + run)];
  if (isBlank(before)) return false;
  if (text[at] === '_') return /^[*_~)"'”’\].,;:!?…]{0,7}(?:\s|$)/.test(text.slice(at + run));
  return !isWord(behind) || (run > 1 && !isSign(before) && !(/\d/.test(before) && /\d/.test(behind)));
}
