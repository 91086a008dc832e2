// The configurations that the page of the mission shows load as they stand there (ruling-44). The page lies beside the
// repository, and not everywhere; its blocks have lost their line breaks.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';
import { keyRows } from '../../../../engine/config/reference.ts';

const FOLDER = new URL('../../../../../shared/seed/', import.meta.url);

const KEY_NAMES = new Set(
  keyRows().map(({ path }) => path.split(/[.[]/).filter(Boolean).at(-1)!.replace(']', '')),
);
/** A comment ends where its line did: before the next key, or before the object closes. */
const COMMENT = new RegExp(`//.*?(?=\\s(?:${[...KEY_NAMES].join('|')}):|\\s\\})`, 'g');

/** The text from an opening brace to the one that closes it. */
function blockAt(page: string, start: number): string {
  let depth = 0;
  for (let end = start; end < page.length; end++) {
    if (page[end] === '{') depth += 1;
    if (page[end] === '}' && --depth === 0) return page.slice(start, end + 1);
  }
  throw new Error(`the block at ${start} has no end`);
}

function blocksOf(page: string): string[] {
  const starts = [...page.matchAll(/\{\s*(?:channels|agents|messages):/g)].map(({ index }) => index);
  let end = 0;
  return starts.flatMap((start) => {
    // One that stands within another is no block of its own.
    if (start < end) return [];
    const block = blockAt(page, start);
    end = start + block.length;
    return [block.replace(COMMENT, '\n')];
  });
}

describe('a block of the page', () => {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.txt')) : [];
  const blocks = names.flatMap((name) => blocksOf(readFileSync(new URL(name, FOLDER), 'utf8')));

  it('is found', ({ skip }) => {
    skip(names.length === 0, 'the page is not beside this repository');
    expect(blocks.length).toBeGreaterThanOrEqual(8);
  });

  it.for(blocks)('loads: %s', (block) => {
    expect(() => parseConfig(JSON5.parse(block), { home: '/home/ada' })).not.toThrow();
  });
});
