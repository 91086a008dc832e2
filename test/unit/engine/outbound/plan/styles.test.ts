import { describe, expect, test } from 'vitest';
import { styled } from '../../../../../engine/outbound/plan/styles.ts';

/** The text, and each range by its styles and words. */
function read(marked: string): [string, ...string[]] {
  const { text, styles } = styled(marked);
  const ranges = styles.map(
    ({ start, length, styles: names }) => `${names.join(' ')}: ${text.slice(start, start + length)}`,
  );
  return [text, ...ranges];
}

describe('marks of markdown become styles of the text without them (OUT-10)', () => {
  test.each<[string, ...string[]]>([
    ['**yes**', 'yes', 'bold: yes'],
    ['*yes* and _no_', 'yes and no', 'italic: yes', 'italic: no'],
    ['__yes__ ~~no~~', 'yes no', 'underline: yes', 'strikethrough: no'],
    ['***yes***', 'yes', 'bold italic: yes'],
    ['___yes___', 'yes', 'italic underline: yes'],
    ['**_yes_**', 'yes', 'bold italic: yes'],
    ['**a *b***', 'a b', 'bold: a b', 'italic: b'],
    ['***a* b**', 'a b', 'bold: a b', 'italic: a'],
    ['**a ~~b *c*~~**', 'a b c', 'bold: a b c', 'strikethrough: b c', 'italic: c'],
    ['a**b**c', 'abc', 'bold: b'],
    ['👍 **是的**，好', '👍 是的，好', 'bold: 是的'],
    ['_Hello_, (_you_)', 'Hello, you'.replace('you', '(you)'), 'italic: Hello', 'italic: you'],
    ['**a\nb**', 'a\nb', 'bold: a\nb'],
    ['**use `a*b*c` now**', 'use `a*b*c` now', 'bold: use `a*b*c` now'],
    ['*a **b* c**', 'a **b c**', 'italic: a **b'],
  ])('%j', (marked, ...expected) => {
    expect(read(marked)).toEqual(expected);
  });
});

describe('what is no mark stays', () => {
  test.each([
    '2*3*4 = 24 and 2**3**4',
    '* one\n* two',
    '2 * 3 * 4',
    'a_name_of_it, __init__.py, https://example.com/_a_/b',
    '**never closed',
    '** a **',
    '****',
    '*_* and ~5 ~6 minutes ~~~',
    '**a\n\nb**',
    '`*a*` and ```\n*b*\n``` and ```\n**c**',
    '\\*a\\* ¯\\_(ツ)_/¯',
    '(*args, **more) and (*args, **more)',
    '***\n---\n***',
  ])('%j', (text) => {
    expect(styled(text)).toEqual({ text, styles: [] });
  });
});
