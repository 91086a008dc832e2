import { describe, expect, test } from 'vitest';
import type { ChunkMode } from '../../../../../engine/config/config.ts';
import { chunksOf } from '../../../../../engine/outbound/plan/chunk.ts';

const cut = (text: string, limit: number, mode: ChunkMode = 'length') =>
  chunksOf(text, limit, mode).map(({ start, end }) => text.slice(start, end));

test.each<ChunkMode>(['length', 'newline'])('a text within the limit is one, by %s (OUT-1)', (mode) => {
  expect(cut('a b\n\nc ', 7, mode)).toEqual(['a b\n\nc ']);
});

describe('by length (OUT-2)', () => {
  test('the last line break counts, else the last blank', () => {
    expect(cut('one two\nthree four five', 14)).toEqual(['one two', 'three four', 'five']);
  });

  test('nothing is cut within brackets where it can be helped', () => {
    expect(cut('call me (at ten or so) today', 14)).toEqual(['call me', '(at ten or so)', 'today']);
  });

  test('a bracket that nothing closes keeps nothing together', () => {
    expect(cut('Oh no :( it is so late by now', 14)).toEqual(['Oh no :( it', 'is so late by', 'now']);
    expect(cut(':( so (at ten) it is late', 12)).toEqual([':( so', '(at ten) it', 'is late']);
    expect(cut('it is (well (so) so', 12)).toEqual(['it is (well', '(so) so']);
  });

  test('without a blank it is cut at the limit, never within a character', () => {
    expect(cut('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(cut('a😀😀😀', 4)).toEqual(['a😀', '😀😀']);
    expect(cut('😀a', 1)).toEqual(['😀', 'a']);
  });

  test('white space between the pieces goes', () => {
    expect(cut('one   \n\n   two', 6)).toEqual(['one', 'two']);
  });
});

describe('by paragraph (OUT-3)', () => {
  test('as many as go into a message stay together, with what stood between them', () => {
    expect(cut('one\n\ntwo\n \nthree', 10, 'newline')).toEqual(['one\n\ntwo', 'three']);
  });

  test('a single line break is no boundary', () => {
    expect(cut('a\n\nb\nc\nd', 6, 'newline')).toEqual(['a', 'b\nc\nd']);
  });

  test('a block of code stays whole', () => {
    expect(cut('See\n\n```\na\n\nb\n```\n\nDone', 14, 'newline')).toEqual([
      'See',
      '```\na\n\nb\n```',
      'Done',
    ]);
  });

  test('a paragraph that is too long goes by length', () => {
    expect(cut('one\n\ntwo three four\n\nfive', 10, 'newline')).toEqual(['one', 'two three', 'four', 'five']);
  });
});
