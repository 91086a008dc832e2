import { expect, it } from 'vitest';
import { createContents } from '../../../../../engine/store/memory/contents.ts';

it('knows what was said in the order of its dates, and what came out of it', () => {
  const contents = createContents();
  expect(contents.seqOf('2-a')).toBeUndefined();
  ['2-a', '2-b', '5-a', '3-a', '1-a', '7-a'].forEach((hash, index) => {
    expect(contents.seqOf(hash)).toBeUndefined();
    contents.add(hash, index + 1);
  });
  const found = ['1-a', '2-a', '2-b', '3-a', '5-a', '7-a'].map((hash) => contents.seqOf(hash));
  expect(found).toEqual([5, 1, 2, 4, 3, 6]);
  for (const hash of ['0', '2-c', '4', '7', '8-a']) expect(contents.seqOf(hash)).toBeUndefined();
});
