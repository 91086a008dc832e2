// Tables of markdown as something that a phone can show.

import type { Tables } from '../../config/config.ts';
import { CODE_BLOCK } from '../../message/code.ts';
import { styled } from './styles.ts';

const BLOCK = new RegExp(CODE_BLOCK, 'g');
/** A table of more columns, or of wider ones, cannot be shown: its columns are not brought into line. */
const COLUMNS_MAX = 32;
const WIDTH_MAX = 60;

type Row = readonly string[];

export function withTables(text: string, tables: Tables): string {
  if (tables === 'off' || !text.includes('|') || !text.includes('--')) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const { index, 0: code } of text.matchAll(BLOCK)) {
    pieces.push(inProse(text.slice(from, index), tables), code);
    from = index + code.length;
  }
  return [...pieces, inProse(text.slice(from), tables)].join('');
}

function inProse(text: string, tables: Exclude<Tables, 'off'>): string {
  const lines = text.split('\n');
  const shown: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const header = headerAt(lines, at);
    if (!header) {
      shown.push(lines[at]!);
      at += 1;
      continue;
    }
    let end = at + 2;
    while (lines[end]?.includes('|')) end += 1;
    shown.push(...SHOWN[tables](header, lines.slice(at + 2, end).map(cellsOf)));
    at = end;
  }
  return shown.join('\n');
}

/** Null = no table begins there. */
function headerAt(lines: readonly string[], at: number): Row | null {
  const [line, rule] = [lines[at], lines[at + 1]];
  if (!line?.includes('|') || !rule?.includes('|')) return null;
  const marks = split(rule);
  if (marks.length > COLUMNS_MAX || !marks.every((mark) => /^:?-+:?$/.test(mark))) return null;
  const header = cellsOf(line);
  return header.length === marks.length ? header : null;
}

/** The cells of a line, as they read. */
const cellsOf = (line: string): Row => split(line).map((cell) => styled(cell).text);

function split(line: string): string[] {
  const cells = line
    .trim()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
  if (cells[0] === '') cells.shift();
  if (cells.length > 1 && cells.at(-1) === '') cells.pop();
  return cells;
}

const SHOWN: Readonly<Record<Exclude<Tables, 'off'>, (header: Row, rows: readonly Row[]) => string[]>> = {
  code(header, rows) {
    const widths = widthsOf([header, ...rows]);
    const line = (row: Row) => `| ${aligned(row, widths).join(' | ')} |`;
    const rule = header.map((_, column) => '-'.repeat(Math.max(3, widths[column]!)));
    return ['```', line(header), line(rule), ...rows.map(line), '```'];
  },
  block(header, rows) {
    const widths = widthsOf([header, ...rows]);
    return [header, ...rows].map((row) => aligned(row, widths).join('  ').trimEnd());
  },
  bullets: (header, rows) =>
    rows.flatMap((row, index) => [
      ...(index === 0 || header.length < 2 ? [] : ['']),
      ...bulletsOf(header, row),
    ]),
};

/** The first cell names what the others say of it. */
function bulletsOf(header: Row, row: Row): string[] {
  const [name = '', ...values] = row;
  if (header.length < 2) return [`• ${name}`];
  const isPlain = name !== '' && !/[*_~`]/.test(name);
  const said = values.flatMap((value, index) => {
    const column = header[index + 1] ?? '';
    if (value === '') return [];
    return [column === '' ? `• ${value}` : `• ${column}: ${value}`];
  });
  return [isPlain ? `**${name}**` : name, ...said];
}

const charactersOf = (cell: string) => [...cell].length;

function widthsOf(rows: readonly Row[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const width = Math.min(WIDTH_MAX, charactersOf(cell));
      widths[column] = Math.max(widths[column] ?? 3, width);
    }
  }
  return widths;
}

function aligned(row: Row, widths: readonly number[]): string[] {
  return row.map((cell, column) => cell + ' '.repeat(Math.max(0, widths[column]! - charactersOf(cell))));
}
