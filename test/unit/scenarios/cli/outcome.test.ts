import { describe, expect, test } from 'vitest';
import { BOB_ORDERS, LINES } from '../../../../scenarios/cli/conversation.ts';
import { checkFates, checkReplies } from '../../../../scenarios/cli/outcome.ts';

const RIGHT = LINES.flatMap(({ from, replies }) =>
  replies.map((text) => ({ chatGuid: `any;-;${from.handle}`, text })),
);

describe('the replies of the demo', () => {
  test('are right when each person got theirs in order', () => {
    expect(checkReplies(LINES, RIGHT)).toEqual([]);
  });

  test('are wrong when one is missing', () => {
    expect(checkReplies(LINES, RIGHT.slice(0, -1))).toEqual([
      'Bob should have got "Number seven, with pleasure.", "Right behind the house." ' +
        'and got "Number seven, with pleasure."',
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

describe('the fates of the demo', () => {
  const written = [{ line: BOB_ORDERS, guids: ['A', 'B'] }];
  const verdict = (guid: string, fate: 'dispatched' | 'merged') => ({ eventId: `guid:${guid}`, fate });

  test('are right when every row of a line became what it was to become', () => {
    expect(checkFates(written, [verdict('B', 'merged'), verdict('A', 'dispatched')])).toEqual([]);
  });

  test('are wrong when a command and its link were two turns, or the link is nowhere', () => {
    expect(checkFates(written, [verdict('A', 'dispatched'), verdict('B', 'dispatched')])).toEqual([
      '"Order" of Bob should be dispatched, merged and is dispatched, dispatched',
    ]);
    expect(checkFates(written, [verdict('A', 'dispatched')])).toEqual([
      '"Order" of Bob should be dispatched, merged and is dispatched, pending',
    ]);
  });
});
