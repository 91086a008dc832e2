import { describe, expect, test } from 'vitest';
import { cellsOf, padCells, wrapCells } from '../../../../scenarios/observe/terminal-cells.ts';

describe('cells', () => {
  test.each([
    ['hello', 5],
    ['Zoë', 3],
    ['Zoe\u0308', 3],
    ['後で', 4],
    ['한국', 4],
    ['ＡＢ', 4],
    ['🎂', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['❤️', 2],
    ['❤', 1],
    ['👍🏽!', 3],
  ])('of %s are %i', (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });

  test('are what a text is filled up to, and a wider one stays whole', () => {
    expect(padCells('後で', 6)).toBe('後で  ');
    expect(padCells('Stranger', 4)).toBe('Stranger');
  });
});

describe('wrapping', () => {
  test('breaks at spaces, and counts cells', () => {
    expect(wrapCells('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapCells('後で 行く ok', 7)).toEqual(['後で', '行く ok']);
  });

  test('cuts a word that is wider than the column, never a character in two', () => {
    expect(wrapCells('to https://example.com', 10)).toEqual(['to', 'https://ex', 'ample.com']);
    expect(wrapCells('🎂🎂🎂', 5)).toEqual(['🎂🎂', '🎂']);
  });

  test('leaves an empty text one empty line', () => {
    expect(wrapCells('', 10)).toEqual(['']);
  });
});
