// What people get of a table (OUT-9).

import { lookedAt } from './looks.ts';

const COLUMNS_MAX = 32;
const WIDTH_MAX = 60;

export function tabled(text: string, tables: string): string {
  if (tables === 'off') return text;
  // Every other piece between fences is code.
  return text
    .split(/(```[\s\S]*?(?:```|$))/)
    .map((piece, index) => (index % 2 === 0 ? inProse(piece, tables) : piece))
    .join('');
}

function inProse(text: string, tables: string): string {
  const [first, second, ...others] = text.split('\n');
  if (first === undefined || second === undefined) return text;
  const header = cellsIn(first);
  const rules = cellsIn(second);
  const isTable =
    [first, second].every((line) => line.includes('|')) &&
    rules.length === header.length &&
    rules.length <= COLUMNS_MAX &&
    rules.every((rule) => /^:?-+:?$/.test(rule));
  if (!isTable) return `${first}\n${inProse([second, ...others].join('\n'), tables)}`;
  const end = others.findIndex((line) => !line.includes('|'));
  const lines = end < 0 ? others : others.slice(0, end);
  const shown = shownAs(
    tables,
    [header, ...lines.map(cellsIn)].map((row) => row.map(plain)),
  );
  return end < 0 ? shown : `${shown}\n${inProse(others.slice(end).join('\n'), tables)}`;
}

const plain = (cell: string) => lookedAt(cell).text;

function cellsIn(line: string): string[] {
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/);
  return cells.map((cell) => cell.replaceAll('\\|', '|').trim());
}

function shownAs(tables: string, rows: readonly string[][]): string {
  const [header = [], ...body] = rows;
  if (tables === 'bullets') {
    const items = body.map(([name = '', ...values]) => {
      if (header.length === 1) return `• ${name}`;
      const said = values.map((value, index) =>
        value === '' ? '' : `• ${[header[index + 1], value].filter(Boolean).join(': ')}`,
      );
      const title = name !== '' && !/[*_~`]/.test(name) ? `**${name}**` : name;
      return [title, ...said.filter((one) => one !== '')].join('\n');
    });
    return items.join(header.length === 1 ? '\n' : '\n\n');
  }
  const length = (cell: string) => [...cell].length;
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((row) => Math.min(WIDTH_MAX, length(row[column] ?? '')))),
  );
  const wide = (cell: string, column: number) =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - length(cell)));
  if (tables === 'block') return rows.map((row) => row.map(wide).join('  ').trimEnd()).join('\n');
  const line = (row: readonly string[]) => `| ${row.map(wide).join(' | ')} |`;
  const rule = line(widths.slice(0, header.length).map((width) => '-'.repeat(width)));
  return ['```', line(header), rule, ...body.map(line), '```'].join('\n');
}
