import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../engine/message/plain-text.ts';

describe('what leaves (S6, ruling-25)', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m and \u001b[1;38;5;12mblue\u001b[m', 'red and blue'],
    ['movements of the cursor', '10%\u001b[2K\u001b[1G20%\u001b[?25l', '10%20%'],
    ['a sequence that breaks off', 'red\u001b[31', 'red'],
    ['a title', '\u001b]0;a title\u0007done', 'done'],
    ['a link', '\u001b]8;;https://example.com\u001b\\here\u001b]8;;\u001b\\.', 'here.'],
    [
      'a string for the terminal',
      '\u001bPq#0\u001b\\a\u001b_b\u001b\\c\u001b^d\u001b\\e\u001bXf\u001b\\g',
      'aceg',
    ],
    ['a string that never ends', '\u001b]0;words that stay', '0;words that stay'],
    ['a string before which another one has begun', '\u009dwords\u0090data\u009c!', 'words!'],
    ['character sets and keypads', '\u001b(B\u001b=\u001b7plain\u001b8\u001bM', 'plain'],
    ['the same of eight bits', '\u009b31mred\u009b0m\u009d0;title\u009c!', 'red!'],
    ['control characters', 'a\u0000b\u0007c\u0008d\u000be\u000cf\u001fg\u007fh\u0085i', 'abcdefghi'],
    ['an escape alone', 'a\u001b', 'a'],
    ['carriage returns', 'one\r\ntwo', 'one\ntwo'],
    ['halves of pairs', 'a\ud83db\ude00c', 'abc'],
    ['a pair around a control character', '\ud83d\u0007\ude00x', 'x'],
  ])('is without %s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it.each([
    'one\n\n\ttwo',
    '😀 👩‍👩‍👧 é',
    '[31m is how a colour begins',
    'עברית\u200f',
    '\\u001b[0m',
    'a\u2028b',
  ])('is as it was said where nothing has to go: %j', (text) => {
    expect(plainText(text)).toBe(text);
  });

  it('is cleaned in a time that grows with the text alone, however many strings begin in it', () => {
    expect(plainText('\u0090'.repeat(400_000))).toBe('');
  });

  it.each(['\u001b[31m\u001b[0m', '\u0007', ' \n', '\u200b', '\ud83d', '\u001b]0;title\u0007 \u001b[2J'])(
    'is nothing where nobody could see it: %j',
    (text) => {
      expect(plainText(text)).toBe('');
    },
  );
});
