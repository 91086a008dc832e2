import { describe, expect, it } from 'vitest';
import { comparableText, isBlank, unwrapped, wordsOf } from '../../../../engine/message/text.ts';

describe('the words of a text', () => {
  it.each([
    ['\uFFFCfirst\uFFFCsecond', 'first\nsecond'],
    ['first \uFFFC\uFFFC second\uFFFC', 'first\nsecond'],
    ['\uFFFC a\nb \uFFFC c', 'a\nb\nc'],
    ['\uFFFC\u200B\uFFFCa', 'a'],
    ['  hello\t', 'hello'],
  ])(
    'of %j are %j: what stands beside files are lines of their own (R2, ruling-10, ruling-24)',
    (text, words) => {
      expect(wordsOf(text)).toBe(words);
    },
  );

  it.each(['cafe\u0301', '👩‍👩‍👧', '☎️', 'a\u200Bb', 'not \uFFFD readable', '\uF8FF', '؟', 'עברית \u200F.'])(
    'keep %j as it is',
    (text) => {
      expect(wordsOf(text)).toBe(text);
      expect(isBlank(text)).toBe(false);
    },
  );

  it.each([
    '',
    ' \n\t\u00A0\u3000',
    '\uFFFC\uFFFC',
    '\uFFFD',
    '\u200B\u200B',
    '\u2060\uFEFF\u00AD',
    '\u202E\u2069\u200E',
    '\u3164\u115F\uFFA0',
    '\uFE0F\u200D',
    '\u2800',
    '\u0000\u0007\u001B',
    '\uD83D',
    '\u{E0061}\u{E007F}',
    '\uFFFC \u200B \uFFFD',
  ])('are none where nothing shows: %j (R1, ruling-24)', (text) => {
    expect(wordsOf(text)).toBe('');
    expect(isBlank(text)).toBe(true);
  });
});

describe('a text that was sent', () => {
  it.each(['a\uFFFCb', '\uFFFC caption', 'one\r\ntwo', ' plain '])(
    'is known by the words of its row: %j',
    (text) => {
      expect(comparableText(wordsOf(text))).toBe(comparableText(text));
    },
  );
});

describe('a text within a field', () => {
  it.each([
    ['\n\u0005hello', 'hello'],
    [`\n\u0004\u00e4bc`, '\u00e4bc'],
    [`\n\u00c8\u0001${'x'.repeat(200)}`, 'x'.repeat(200)],
  ])('is taken out: %j (SES-9)', (text, said) => {
    expect(unwrapped(text)).toBe(said);
  });

  it.each([
    'hello',
    '',
    '\n',
    '\nhello',
    '\n\u0005hell',
    '\n\u0005hello!',
    '\n\u0000',
    '\n\u20acabc',
    '\n\u00ff\u00ff\u00ff\u00ff\u00ffx',
  ])('is none where the length is not that of the rest: %j', (text) => {
    expect(unwrapped(text)).toBe(text);
  });
});
