import { describe, expect, test } from 'vitest';
import { LINES } from '../../../../scenarios/cli/conversation.ts';
import { checkReplies } from '../../../../scenarios/cli/outcome.ts';

const RIGHT = LINES.flatMap(({ from, replies }) =>
  replies.map((text) => ({ chatGuid: `any;-;${from.handle}`, text })),
);

describe('the replies of the demo', () => {
  test('are right when each person got theirs in order', () => {
    expect(checkReplies(LINES, RIGHT)).toEqual([]);
  });

  test('are wrong when one is missing', () => {
    expect(checkReplies(LINES, RIGHT.slice(0, -1))).toEqual([
      'Bob should have got "We are, from noon to nine.", "You have them, Bob." and got "We are, from noon to nine."',
    ]);
  });

  test('are wrong when one was sent twice, or out of order', () => {
    expect(checkReplies(LINES, [...RIGHT, RIGHT[0]!])).toHaveLength(1);
    expect(checkReplies(LINES, RIGHT.toReversed())).toHaveLength(2);
  });

  test('are wrong when the stranger got one, or somebody who never wrote', () => {
    const texts = checkReplies(LINES, [
      ...RIGHT,
      { chatGuid: 'any;-;+15550009999', text: 'hello' },
      { chatGuid: 'any;-;+15550008888', text: 'hi' },
    ]);
    expect(texts).toEqual([
      'Stranger should have got nothing and got "hello"',
      'any;-;+15550008888 got "hi" without having asked',
    ]);
  });
});
