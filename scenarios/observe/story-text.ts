// A run as it is shown in a terminal while it happens, one line an event:
//   time since the start · who · which row, turn or part · its fate or state · what there is to say about it

import { styleText } from 'node:util';
import type { LedgerEntry } from './ledger.ts';
import type { Names } from './naming.ts';
import { printable } from './printable.ts';
import { createStoryLines, type StoryLine } from './story-lines.ts';
import { padCells, wrapCells } from './terminal-cells.ts';

interface StoryTextOptions extends Pick<Names, 'people'> {
  readonly hasColours: boolean;
  /** Width of the terminal; null = there is none, and every event stays on one line. */
  columns(): number | null;
}

type Format = 'bold' | 'cyan' | 'dim' | 'green' | 'magenta' | 'none' | 'red' | 'yellow';

const TIME_CELLS = 7;
const WHO_CELLS = 8;
const WHAT_CELLS = 8;
const STATE_CELLS = 10;
const GAP = '  ';
/** In a window that is narrower than this leaves room for, details keep a column of their own all the same. */
const DETAIL_CELLS_MIN = 20;

const GOOD = ['dispatched', 'merged', 'sent', 'answered', 'ready'];
const HELD_BACK = ['denied', 'stale', 'repeat'];
const BAD = ['failed', 'unknown', 'expired', 'undelivered', 'interrupted', 'malformed', 'dead', 'down'];
const PEOPLE_FORMATS: readonly Format[] = ['cyan', 'magenta', 'yellow'];
/** What the gateway's log says at these levels belongs to the story. */
const TOLD_LEVELS = ['warn', 'error'];

/** A function that makes text of the entries of a ledger, one after the other; empty = there is nothing to show. */
export function createStoryText(options: StoryTextOptions): (entry: LedgerEntry) => string {
  const linesOf = createStoryLines(options);
  const names = Object.keys(options.people);
  const style = (format: Format, text: string) =>
    options.hasColours && format !== 'none' && text.trim() !== ''
      ? styleText(format, text, { validateStream: false })
      : text;
  const formatOfPerson = (who: string): Format => PEOPLE_FORMATS[names.indexOf(who)] ?? 'dim';

  /** `cells` and `styled` belong to what stands before the detail; the detail is wrapped beside it. */
  const line = (
    { atMs, who, detail, format }: { atMs: number; who: string; detail: string; format: Format },
    before: { cells: number; styled: string },
  ) => {
    const head = [
      style('dim', `${(atMs / 1000).toFixed(2)}s`.padStart(TIME_CELLS)),
      style(formatOfPerson(who), padCells(printable(who), WHO_CELLS)),
      before.styled,
    ];
    const shown = printable(detail);
    const indent = TIME_CELLS + WHO_CELLS + before.cells + 3 * GAP.length;
    const columns = options.columns();
    const lines = columns === null ? [shown] : wrapCells(shown, Math.max(DETAIL_CELLS_MIN, columns - indent));
    const styled = lines.map((each) => style(format, each)).join(`\n${' '.repeat(indent)}`);
    return `${[...head, styled].join(GAP).trimEnd()}\n`;
  };
  const storyLine = (atMs: number, { who, what, state, detail }: StoryLine) => {
    const format = detail.startsWith('"') ? 'none' : 'dim';
    const stateText = style(formatOf(state), padCells(state, STATE_CELLS));
    return line(
      { atMs, who, detail, format },
      {
        cells: WHAT_CELLS + GAP.length + STATE_CELLS,
        styled: `${padCells(what, WHAT_CELLS)}${GAP}${stateText}`,
      },
    );
  };

  return (entry) => {
    if (entry.kind === 'chapter') return `\n${style('bold', entry.title)}\n`;
    if (entry.kind === 'log') {
      if (!TOLD_LEVELS.includes(entry.level)) return '';
      const { atMs, message: detail } = entry;
      return line(
        { atMs, who: 'gateway', detail, format: 'yellow' },
        { cells: 3, styled: style('yellow', 'log') },
      );
    }
    return linesOf(entry)
      .map((each) => storyLine(entry.atMs, each))
      .join('');
  };
}

function formatOf(state: string): Format {
  if (GOOD.includes(state)) return 'green';
  if (HELD_BACK.includes(state)) return 'yellow';
  return BAD.includes(state) ? 'red' : 'dim';
}
