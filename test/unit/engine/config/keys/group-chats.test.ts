import { describe, expect, test } from 'vitest';
import { resolveGroupChat } from '../../../../../engine/config/keys/group-chats.ts';
import { parseConfig } from '../../../../../engine/config/load.ts';

const identity = { name: 'Claw', emoji: '🦞' };
const patterns = (...given: Parameters<typeof resolveGroupChat>) =>
  resolveGroupChat(...given).mentionPatterns;

describe('mention patterns', () => {
  test('are the agent’s own where its key is there, even if empty, else those of all (CFG-41)', () => {
    const shared = { mentionPatterns: ['all'], deriveMentionPatterns: true };
    expect(patterns({ groupChat: { mentionPatterns: ['own'] } }, shared)).toEqual(['own']);
    expect(patterns({ groupChat: { mentionPatterns: [] }, identity }, shared)).toEqual([]);
    expect(patterns({ groupChat: {} }, shared)).toEqual(['all']);
    expect(patterns({})).toEqual([]);
  });

  test('come from the identity only where that is asked for and none is given (ruling-9)', () => {
    expect(patterns({ identity })).toEqual([]);
    expect(patterns({ identity, groupChat: { deriveMentionPatterns: true } })).toHaveLength(2);
    expect(patterns({ identity }, { deriveMentionPatterns: true })).toHaveLength(2);
    expect(
      patterns({ identity, groupChat: { deriveMentionPatterns: false } }, { deriveMentionPatterns: true }),
    ).toEqual([]);
    expect(patterns({ identity }, { deriveMentionPatterns: true, mentionPatterns: ['x'] })).toEqual(['x']);
    expect(
      patterns({ groupChat: { deriveMentionPatterns: true, mentionPatterns: [] }, identity }),
    ).toHaveLength(2);
    expect(patterns({}, { deriveMentionPatterns: true })).toEqual([]);
  });

  test('that could run away are refused with their place and what to do (ruling-9)', () => {
    const load = () =>
      parseConfig({ messages: { groupChat: { mentionPatterns: ['ok', '(a+)+$'] } } }, { home: '/' });
    expect(load).toThrowError(
      'messages.groupChat.mentionPatterns[1]: "(a+)+$" is not allowed, expected a pattern that cannot run away, ' +
        'without a repetition within a repetition',
    );
  });
});

test('the group history has the limit of the agent, else that of all, else 50 (CFG-42)', () => {
  const limit = (...given: Parameters<typeof resolveGroupChat>) => resolveGroupChat(...given).historyLimit;
  expect(limit({ groupChat: { historyLimit: 0 } }, { historyLimit: 7 })).toBe(0);
  expect(limit({}, { historyLimit: 7 })).toBe(7);
  expect(limit({})).toBe(50);
});
