// What a trace needs of a source map: of each line of a bundle, which lines of which sources it was made of. Decoding
// a whole map takes a quarter of a second, finding a line in such a table a few milliseconds.

import { relative, resolve } from 'node:path';
import { decode } from '@jridgewell/sourcemap-codec';

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
  return decode(mappings).map((segments) => {
    const said: string[] = [];
    let last = '';
    for (const [column, source, line] of segments) {
      const place = source === undefined ? '' : `${source}:${line! + 1}`;
      if (place !== '' && place !== last) said.push(`${column}:${place}`);
      last = place;
    }
    return said.join(' ');
  });
}
