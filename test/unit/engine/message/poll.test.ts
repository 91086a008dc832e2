// Polls and votes as imsg tells of them, and as the next turn is told of them.

import { describe, expect, it } from 'vitest';
import { normalize } from '../../../../engine/message/normalize.ts';
import { pollOf } from '../../../../engine/message/poll.ts';
import { pollEvent } from '../../../../engine/session/event-text.ts';

const OPTIONS = [
  { id: 'a', text: 'Pizza' },
  { id: 'b', text: ' Sushi ' },
];

function told(poll: unknown, more: object): string {
  const fields = {
    id: 1,
    guid: 'ROW',
    chat_guid: 'iMessage;-;+15550001111',
    sender: '+1 555 000 1111',
    text: '',
  };
  const normalized = normalize({ ...fields, poll, ...more });
  if (!normalized.ok) throw new Error(normalized.field);
  return pollEvent(normalized.message, normalized.message.poll!).text;
}

describe('a poll (wire-4.6)', () => {
  it.each<[string, unknown, string, object?]>([
    [
      'that was created',
      { kind: 'created', poll_guid: 'P', question: 'Lunch?', options: OPTIONS },
      'iMessage poll created: "Lunch?" (Pizza, Sushi) by +15550001111 on msg P',
    ],
    [
      'whose question stands elsewhere',
      { kind: 'created', options: OPTIONS },
      'iMessage poll created: (Pizza, Sushi) by +15550001111 on msg ROW',
    ],
    [
      'in which somebody voted',
      { kind: 'vote', poll_guid: 'P', options: OPTIONS, vote: { option_id: 'b' } },
      'iMessage poll vote: Sushi by +15550001111 on msg P',
    ],
    [
      'in which somebody voted for what is named with the vote',
      { kind: 'vote', original_guid: 'O', vote: { option_id: 'x', option_text: 'Soup' } },
      'iMessage poll vote: Soup by +15550001111 on msg O',
    ],
    [
      'in which somebody took a vote back',
      { kind: 'vote', poll_guid: 'P', options: OPTIONS, votes: [] },
      'iMessage poll vote changed by +15550001111 on msg P',
    ],
    [
      'that was changed',
      { kind: 'unknown', poll_guid: 'P', options: OPTIONS },
      'iMessage poll changed: (Pizza, Sushi) by +15550001111 on msg P',
    ],
    [
      'to which an option was added',
      { kind: 'created', poll_guid: 'ROW', original_guid: 'P', question: 'Hm', options: OPTIONS },
      'iMessage poll changed: (Pizza, Sushi) by +15550001111 on msg P',
    ],
    [
      'that names itself, since something was added to it',
      { kind: 'created', poll_guid: 'P', original_guid: 'p', options: OPTIONS },
      'iMessage poll created: (Pizza, Sushi) by +15550001111 on msg P',
    ],
    [
      'of which nothing is understood',
      { options: [5, null, { text: 6 }] },
      'iMessage poll changed by +15550001111 on msg ROW',
    ],
    [
      'of which only the question is known',
      { kind: 'created', question: 'Lunch?' },
      'iMessage poll created: "Lunch?" by +15550001111 on msg ROW',
    ],
    [
      'of which nothing is understood, on a row without a GUID',
      {},
      'iMessage poll changed by +15550001111 on a message',
      { guid: undefined },
    ],
    [
      'whose words would break the line',
      { kind: 'created', question: 'a\nb', options: [{ text: 'c\u202Ed' }] },
      'iMessage poll created: "a b" (c d) by +15550001111 on msg ROW',
    ],
  ])('%s is told in one line', (_, poll, text, fields = {}) => {
    expect(told(poll, fields)).toBe(text);
  });

  it.each([undefined, null, 'poll', 5, []])('is none where its place has %j', (value) => {
    expect(pollOf(value)).toBeNull();
  });

  it('has so many options and no more', () => {
    const options = Array.from({ length: 500 }, (_, index) => ({ text: `o${index}` }));
    expect(pollOf({ kind: 'created', options })!.options).toHaveLength(20);
  });
});
