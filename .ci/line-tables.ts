// What a trace needs of a source map: of each line of a bundle, which lines of which sources it was made of. Decoding
// a whole map takes a quarter of a second, finding a line in such a table a few milliseconds.

import { relative, resolve } from 'node:path';

interface Chunk {
  readonly fileName: string;
  readonly map: { readonly mappings: string; readonly sources: readonly (string | null)[] } | null;
}

/**
 * By chunk the text of its table. Its first line is the list of the sources, as seen from `root`; then one follows for
 * each line of the chunk: `COLUMN:SOURCE:LINE`, from which column on it is of which line. Columns and sources count
 * from 0, lines from 1.
 * @param folder The absolute path of where the chunks lie.
 */
export function lineTables(chunks: readonly Chunk[], folder: string, root: string): Map<string, string> {
  const tables = new Map<string, string>();
  for (const { fileName, map } of chunks) {
    if (map === null) continue;
    const sources = map.sources.map((path) => path && relative(root, resolve(folder, path)));
    tables.set(fileName, [JSON.stringify(sources), ...linesOf(map.mappings)].join('\n'));
  }
  return tables;
}

function linesOf(mappings: string): string[] {
  // All but the column count on from the line before.
  let [source, line] = [0, 0];
  return mappings.split(';').map((segments) => {
    const said: string[] = [];
    let column = 0;
    let last = '';
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [columns = 0, sources = 0, lines = 0] = decoded(segment);
      column += columns;
      source += sources;
      line += lines;
      const place = `${source}:${line + 1}`;
      if (place !== last) said.push(`${column}:${place}`);
      last = place;
    }
    return said.join(' ');
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers as source maps write them: five bits a digit, the lowest first, of which the very lowest is the sign. */
function decoded(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const char of segment) {
    const digit = DIGITS.indexOf(char);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
