// Marks of markdown become styles of the text without them (OUT-10). Code keeps what stands in it.

import { CODE } from '../../message/code.ts';
import { STYLES, type Style, type StyleRange, type Words } from './words.ts';

/** Code, a mark that is not meant as one, the end of a paragraph, or a run of marks. */
const TOKEN = new RegExp(`${CODE}|\\\\[*_~\`]|\\n[ \\t]*\\n|\\*+|_+|~+`, 'g');
/** More than that are no marks but a line, or stars. */
const RUN_MAX = 3;
/** Marks that may be open at once; of more the oldest are words. */
const OPEN_MAX = 16;
/** Ranges of one text; what follows them is plain. */
const RANGES_MAX = 1_000;

const SPACE = /\s/;
const WORD = /[0-9A-Za-z]/;
const DIGIT = /[0-9]/;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** Underscores stand in names and addresses as well: between them and a blank there are these alone, and few. */
const BEFORE = /[*_~("'“‘[]/;
const BEHIND = /[*_~)"'”’\].,;:!?…]/;
const AROUND = 8;

type Mark = '*' | '_' | '~';

/** A run of marks that may be the begin of something; what of it was used is that next to the words. */
interface Opener {
  readonly mark: Mark;
  readonly at: number;
  left: number;
}

/** In offsets of the text with its marks. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly styles: readonly Style[];
}

interface Cut {
  readonly at: number;
  readonly length: number;
}

/** The text without the marks that mean something, and what they mean. */
export function styled(text: string): Words {
  if (!/[*_~]/.test(text)) return { text, styles: [] };
  const { ranges, cuts } = marksIn(text);
  if (ranges.length === 0) return { text, styles: [] };
  cuts.sort((a, b) => a.at - b.at);
  const before = cutsBefore(cuts);
  const moved = ranges.map(({ start, end, styles }): StyleRange => {
    const from = start - before(start);
    return { start: from, length: end - before(end) - from, styles };
  });
  return { text: without(text, cuts), styles: together(moved) };
}

/** Whether a mark of a text may yet be closed by what follows it. */
export function hasOpenMarks(text: string): boolean {
  return marksIn(text).open.length > 0;
}

function marksIn(text: string): {
  readonly ranges: Found[];
  readonly cuts: Cut[];
  readonly open: readonly Opener[];
} {
  const ranges: Found[] = [];
  const cuts: Cut[] = [];
  let open: Opener[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [run] = found;
    const mark = run[0] as Mark | '\n' | '`' | '\\';
    if (mark === '\n') open = [];
    if (mark !== '*' && mark !== '_' && mark !== '~') continue;
    if (run.length > RUN_MAX || (mark === '~' && run.length !== 2)) continue;
    let left = run.length;
    const { index: at } = found;
    if (canClose(mark, text, at, at + left)) {
      while (left > 0 && ranges.length < RANGES_MAX) {
        const closed = close(open, mark, left, at + run.length - left, text);
        if (!closed) break;
        ranges.push(closed.range);
        cuts.push(...closed.cuts);
        left -= closed.used;
      }
    }
    if (left === 0 || !canOpen(mark, text, at, at + run.length)) continue;
    open.push({ mark, at: at + run.length - left, left });
    if (open.length > OPEN_MAX) open.shift();
  }
  return { ranges, cuts, open };
}

/** Closes the newest run that these marks can be the end of; what was opened since is words. */
function close(open: Opener[], mark: Mark, left: number, at: number, text: string) {
  const index = open.findLastIndex((one) => one.mark === mark && usedOf(one.left, left) > 0);
  const opener = open[index];
  if (!opener) return;
  const used = usedOf(opener.left, left);
  const start = opener.at + opener.left;
  open.length = index + 1;
  if (!/[^\s*_~]/.test(text.slice(start, at))) {
    // Nothing but marks is no content; that run is asked about no more.
    open.pop();
    return;
  }
  opener.left -= used;
  if (opener.left === 0) open.pop();
  const range = { start, end: at, styles: stylesOf(mark, used) };
  const cuts = [
    { at: start - used, length: used },
    { at, length: used },
  ];
  return { range, cuts, used };
}

/** Two marks are one, and so is one; three are both. */
function usedOf(opener: number, closer: number): number {
  if (opener === RUN_MAX && closer === RUN_MAX) return RUN_MAX;
  if (opener >= 2 && closer >= 2) return 2;
  return opener % 2 === 1 && closer % 2 === 1 ? 1 : 0;
}

function stylesOf(mark: Mark, used: number): readonly Style[] {
  if (mark === '~') return ['strikethrough'];
  if (used === 1) return ['italic'];
  if (mark === '*') return used === 2 ? ['bold'] : ['bold', 'italic'];
  return used === 2 ? ['underline'] : ['italic', 'underline'];
}

function canOpen(mark: Mark, text: string, from: number, to: number): boolean {
  const [before, behind] = [text.charAt(from - 1), text.charAt(to)];
  if (behind === '' || SPACE.test(behind)) return false;
  if (mark === '_') return isByBlank(text, from - 1, -1, BEFORE);
  return !WORD.test(before) || (to - from > 1 && !PUNCTUATION.test(behind) && !areDigits(before, behind));
}

function canClose(mark: Mark, text: string, from: number, to: number): boolean {
  const [before, behind] = [text.charAt(from - 1), text.charAt(to)];
  if (before === '' || SPACE.test(before)) return false;
  if (mark === '_') return isByBlank(text, to, 1, BEHIND);
  return !WORD.test(behind) || (to - from > 1 && !PUNCTUATION.test(before) && !areDigits(before, behind));
}

function isByBlank(text: string, from: number, step: 1 | -1, passed: RegExp): boolean {
  for (let count = 0; count < AROUND; count += 1) {
    const unit = text.charAt(from + step * count);
    if (unit === '' || SPACE.test(unit)) return true;
    if (!passed.test(unit)) return false;
  }
  return false;
}

/** As in `2**10`, which says something else without them. */
const areDigits = (before: string, behind: string) => DIGIT.test(before) && DIGIT.test(behind);

/** How much is cut before an offset. */
function cutsBefore(cuts: readonly Cut[]): (offset: number) => number {
  const sums = [0];
  for (const { length } of cuts) sums.push(sums.at(-1)! + length);
  return (offset) => {
    let [low, high] = [0, cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cuts[middle]!.at < offset) low = middle + 1;
      else high = middle;
    }
    return sums[low]!;
  };
}

function without(text: string, cuts: readonly Cut[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { at, length } of cuts) {
    pieces.push(text.slice(from, at));
    from = at + length;
  }
  return [...pieces, text.slice(from)].join('');
}

/** By their places, outer ones first; what has several styles is one range. */
function together(ranges: readonly StyleRange[]): StyleRange[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start || b.length - a.length);
  const merged: StyleRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last?.start !== range.start || last.length !== range.length) merged.push(range);
    else
      merged[merged.length - 1] = {
        ...range,
        styles: STYLES.filter((style) => last.styles.includes(style) || range.styles.includes(style)),
      };
  }
  return merged;
}
