// Has the traces of a bundled program name the lines of the sources, as they do without the bundle. `.ci/bundle.ts`
// puts it beside the bundle, where each program loads it first.

import { readFileSync } from 'node:fs';

const here = new URL('./', import.meta.url).href;
const root = new URL('../../../', here);
const tables = new Map();

Error.prepareStackTrace = (error, frames) => [headOf(error), ...frames.map(lineOf)].join('\n    at ');

/** As Node writes it: an error of its own shows its code. */
function headOf(error) {
  const isOfNode = error instanceof Error && /^ERR_/.test(error.code);
  return isOfNode ? `${error.name} [${error.code}]: ${error.message}` : Error.prototype.toString.call(error);
}

function lineOf(frame) {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  const source = file?.startsWith(here) ? sourceOf(file, line, column) : null;
  return source === null ? String(frame) : String(frame).replace(`${file}:${line}:${column}`, () => source);
}

/** Null = it was made of no source, or the bundle was made anew meanwhile. */
function sourceOf(file, line, column) {
  const [sources, ...lines] = tableOf(file);
  const starts = (lines[line - 1] || '').split(' ').map((start) => start.split(':').map(Number));
  const [, source, sourceLine] = starts.findLast(([from]) => from < column) ?? [];
  const path = sourceLine && JSON.parse(sources)[source];
  return path ? `${new URL(path, root)}:${sourceLine}` : null;
}

function tableOf(file) {
  if (!tables.has(file)) tables.set(file, readTable(file));
  return tables.get(file);
}

function readTable(file) {
  try {
    return readFileSync(new URL(`${file}.lines`), 'utf8').split('\n');
  } catch {
    return [];
  }
}
