import { expect, test } from 'vitest';
import { createPositions, repeatedKeys } from '../../../../engine/config/positions.ts';

const TEXT = `{
  // A comment.
  channels: {
    imessage: { 'allowFrom': ['+15550001111', 7], allowFrom: [1, 2] },
  },
}`;

test('a key stands where it begins, an entry where it stands in its list', () => {
  const at = createPositions(TEXT);
  expect(at(['channels'])).toMatchObject({ line: 3, column: 3 });
  // The second of two keys of one name is the one that counts.
  expect(at(['channels', 'imessage', 'allowFrom', 1])).toMatchObject({ line: 4, column: 66 });
});

test('what is not there stands where it should be: in the innermost that is', () => {
  expect(createPositions(TEXT)(['channels', 'imessage', 'dmPolicy'])).toMatchObject({ line: 4, column: 5 });
  expect(createPositions(TEXT)([])).toMatchObject({ line: 1, column: 1 });
});

test('of a text that cannot be taken apart nothing is known', () => {
  expect(createPositions('{ a: ')(['a'])).toBeNull();
});

test('keys that stand several times are found in what counts, wherever it is', () => {
  expect(repeatedKeys(TEXT)).toEqual([{ path: ['channels', 'imessage', 'allowFrom'], lines: [4, 4] }]);
  const text = `{ a: { b: 1, b: 2 }, c: [{ "d": 1,\nd: 2,\n'd': { e: 1, e: 2 } }],\na: { f: 1, f: 2 } }`;
  expect(repeatedKeys(text)).toEqual([
    { path: ['a'], lines: [1, 4] },
    { path: ['a', 'f'], lines: [4, 4] },
    { path: ['c', 0, 'd'], lines: [1, 2, 3] },
    { path: ['c', 0, 'd', 'e'], lines: [3, 3] },
  ]);
  expect(repeatedKeys('{ a: 1, b: { a: 1 } }')).toEqual([]);
  expect(repeatedKeys('{ a: ')).toEqual([]);
});

test('looks for repeated keys no deeper than keys of a configuration lie, however deep a text goes', () => {
  const nested = (depth: number) => `${'{a:'.repeat(depth)}{b:1,b:2}${'}'.repeat(depth)}`;
  expect(repeatedKeys(nested(60))).toHaveLength(1);
  expect(repeatedKeys(nested(700))).toEqual([]);
});
