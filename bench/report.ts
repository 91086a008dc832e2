// Figures as people and as programs read them.

import { type Figure, meetsBar, ratioOf, type Size } from './figure.ts';

const HEADINGS = ['figure', 'value', 'limit', 'ratio', 'bar', ''] as const;

/** The figures for people: a line each, what was done beneath it. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .flatMap((row, index) => {
      const line = row.map((cell, column) => pad(cell, widths[column]!, column)).join('  ');
      return index === 0 ? [line] : [line, `  ${detailOf(figures[index - 1]!)}`];
    })
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Names and verdicts to the left, numbers to the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 || column > 3 ? cell.padEnd(width) : cell.padStart(width);
}

function cellsOf(figure: Figure): string[] {
  const ratio = ratioOf(figure);
  return [
    figure.figure,
    `${rounded(figure.value)} ${figure.unit}`,
    figure.limit === null ? '' : rounded(figure.limit),
    ratio === null ? '' : ratio.toFixed(2),
    barText(figure),
    { true: 'pass', false: 'MISS', null: '' }[String(meetsBar(figure))]!,
  ];
}

function detailOf({ parameters, checksum }: Figure): string {
  return checksum === '' ? parameters : `${parameters} [${checksum}]`;
}

/** Where and how a figure was measured. */
interface Circumstances {
  readonly machine: string;
  readonly commit: string;
  readonly size: Size;
}

/** One JSON object, with a line end. */
export function jsonLineOf(measured: Figure, { machine, commit, size }: Circumstances): string {
  const { figure, value, unit, limit, parameters, checksum } = measured;
  const line = { figure, value, unit, limit, ratio: ratioOf(measured), machine, commit };
  const verdict = { bar: barText(measured), met: meetsBar(measured), size, parameters, checksum };
  return `${JSON.stringify({ ...line, ...verdict })}\n`;
}

/** The bar in words, such as `ratio ≥ 0.5`. Empty where there is none. */
function barText({ bar }: Figure): string {
  if (bar === null) return '';
  const { of, atLeast, below, atMost } = bar;
  if (atLeast !== undefined) return `${of} ≥ ${rounded(atLeast)}`;
  if (below !== undefined) return `${of} < ${rounded(below)}`;
  return `${of} ≤ ${rounded(atMost!)}`;
}

/** Three digits that count, no more: the rest is noise. */
function rounded(value: number): string {
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
