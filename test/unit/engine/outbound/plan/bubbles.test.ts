import { expect, test } from 'vitest';
import { BUBBLES_MAX, bubblesOf } from '../../../../../engine/outbound/plan/bubbles.ts';

test('each paragraph is a message of its own (OUT-19)', () => {
  expect(bubblesOf('one\nmore\n\ntwo\n \t\n\n\nthree')).toEqual(['one\nmore', 'two', 'three']);
});

test('a block of code stays whole (OUT-19)', () => {
  expect(bubblesOf('See:\n\n```\na\n\nb\n```\n\nDone')).toEqual(['See:', '```\na\n\nb\n```', 'Done']);
});

test('what is more than that stays together, as the last of them (OUT-19)', () => {
  const paragraphs = Array.from({ length: BUBBLES_MAX + 2 }, (_, index) => `p${index}`);
  const bubbles = bubblesOf(paragraphs.join('\n\n'));
  expect(bubbles).toHaveLength(BUBBLES_MAX);
  expect(bubbles.at(-1)).toBe(paragraphs.slice(BUBBLES_MAX - 1).join('\n\n'));
});
