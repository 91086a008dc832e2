import { describe, expect, test } from 'vitest';
import { compileMentionPatterns, patternOfName, whyNoPattern } from '../../../../engine/message/mention.ts';

const finds = (pattern: string, text: string) => compileMentionPatterns([pattern])!.findIn(text) === pattern;

describe('a mention pattern', () => {
  test.each([
    ['\\bclaw\\b', 'hey CLAW!'],
    ['\bclaw\b', 'hey claw!'],
    ['claw', 'hey c\u200Bl\u2067aw'],
    ['^\\u0040claw', '@claw hello'],
    ['(?:hey|hi)\\s+(?<who>claw)', 'Hi  claw'],
    ['🦞', 'dinner 🦞?'],
    [patternOfName('Open  Claw'), 'ask @open claw.'],
    [patternOfName('Žofka'), 'žofka'],
    [patternOfName('C+ (beta)'), 'is c+ (beta) here'],
  ])('%j finds %j (ACC-52)', (pattern, text) => {
    expect(finds(pattern, text)).toBe(true);
  });

  test.each([
    ['\\bclaw\\b', 'a clawed hand'],
    [patternOfName('Claw'), 'clawed'],
    [patternOfName('Claw'), 'my_claw'],
    ['claw', 'c law'],
  ])('%j does not find %j', (pattern, text) => {
    expect(finds(pattern, text)).toBe(false);
  });

  test('is told of by what was written', () => {
    expect(compileMentionPatterns(['a', 'b'])!.findIn('xxb')).toBe('b');
    expect(compileMentionPatterns([])).toBeNull();
  });

  test.each([
    '(a+)+$',
    '(?:a*b?)*',
    '(?:(?:x{2,})y){3}',
    '((a)|b+)*',
    '(?=a)b',
    '(?<!a)b',
    '(a)\\1',
    '\\d{2000}',
  ])('%j could run away and is refused (ruling-9)', (pattern) => {
    expect(whyNoPattern(pattern)).toMatch(/run away/);
  });

  test.each(['(a', '[z-a]', '*', 'x'.repeat(1_001)])('%j is none', (pattern) => {
    expect(whyNoPattern(pattern)).not.toBeNull();
    expect(whyNoPattern(pattern)).not.toMatch(/run away/);
  });

  test.each(['(?:ab){3}', '\\(a+\\)+', '[(a+)]+', '.*claw.*', '(?:\\d{3})+', '(a|a)*$', '(a?)+'])(
    '%j is used',
    (pattern) => {
      expect(whyNoPattern(pattern)).toBeNull();
    },
  );

  test('takes a time that grows with the text alone, whatever the text', () => {
    const text = 'a'.repeat(30_000);
    const startedMs = process.cpuUsage().user;
    expect(finds('(a|a)*b|.*.*.*.*c', text)).toBe(false);
    // A matcher that tries everything out would not come back.
    expect(process.cpuUsage().user - startedMs).toBeLessThan(5_000_000);
  });
});
