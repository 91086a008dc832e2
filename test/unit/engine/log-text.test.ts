import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatWords, clean, redactHandle } from '../../../engine/log-text.ts';
import '../../support/repository/seeded.ts';

const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|[\u200b-\u200f]|[\u202a-\u202e]|[\u2066-\u2069]/u;

describe('clean', () => {
  test.each([
    ['a\r\nb', 'a b'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['one\u2028two\u2029three', 'one two three'],
    ['abc\u202edcb', 'abc dcb'],
    ['lone \ud800 half', 'lone   half'],
    ['  plain é 😀 ', 'plain é 😀'],
  ])('makes one safe line of %j (invariant-54, G9)', (text, line) => {
    expect(clean(text, 100)).toBe(line);
  });

  test('cuts with a mark, and never through a character', () => {
    expect(clean('abcdef', 6)).toBe('abcdef');
    expect(clean('abcdefg', 6)).toBe('abcde…');
    expect(clean('abcd😀efg', 6)).toBe('abcd…');
  });

  test('never exceeds its length and never lets anything unsafe through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, lengthMax) => {
        const line = clean(text, lengthMax);
        expect(line.length).toBeLessThanOrEqual(lengthMax);
        expect(line).not.toMatch(FORBIDDEN);
      }),
    );
  });
});

describe('redactHandle', () => {
  test.each([
    ['+15550001111', '+1555…1111'],
    ['alice@example.com', 'a…@example.com'],
    ['5550100', '…00'],
    ['911', '…'],
    ['', '…'],
  ])('shows of %j only %s', (handle, shown) => {
    expect(redactHandle(handle)).toBe(shown);
  });

  test('never shows a whole handle', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,40}$/), (handle) => {
        expect(redactHandle(handle)).not.toContain(clean(handle, 64) || '\0');
      }),
    );
  });
});

test('a chat that Messages has yet to make is called no number', () => {
  expect([chatWords(7), chatWords(0)]).toEqual(['chat_id:7', 'a new chat']);
});
