// How the real imsg reads tapbacks: answers of the real program (the read-only build of 0.9.0 and later ones) on
// databases made at random.

import { describe, expect, it } from 'vitest';
import type { BareMessage } from '../support/chat-db/bare-chat-db.ts';
import { fileWith, historyOf, tapback, watched } from '../support/chat-db/reading.ts';

describe('a tapback', () => {
  const reactionsOn = (...tapbacks: BareMessage[]) =>
    historyOf(fileWith({ id: 1, text: 'x' }, ...tapbacks))[0]!.reactions.map(({ id, emoji }) => [id, emoji]);

  it.each([
    ['p:0/G1', true],
    ['p:31/G1', true],
    ['x/y/G1', true],
    ['/G1', true],
    ['G1', true],
    ['bp:G1', false],
    ['p:0/G1/', false],
  ])('that points at %s counts: %s', (target, counts) => {
    expect(reactionsOn(tapback(2, 2000, target, 'Loved “x”'))).toEqual(counts ? [[2, '❤️']] : []);
  });

  it.each([
    ['Reacted 🔥 to “x”', '🔥'],
    ['Reacted 👍🏽 to “a 🎉”', '👍🏽'],
    ['Reacted 🏳️‍🌈 to an image', '🏳️‍🌈'],
    ['Reacted ab to “x”', 'ab'],
    ['Reacted with a sticker to “x”', 'with a sticker'],
    ['Removed a 🔥 from “x”', '🔥'],
    ['Ha reagito con 🔥 a «x»', '🔥'],
    ['Reacted to 7 things', '7'],
    ['Reacted  to “1️⃣”', '1️⃣'],
    ['“1 🔥”', '1'],
    ['# 🔥', '#'],
  ])('that says %j is %j', (sentence, emoji) => {
    expect(reactionsOn(tapback(2, 2006, 'p:0/G1', sentence))).toEqual([[2, emoji]]);
  });

  it('without anything that can be an emoji is no reaction, and as a message has no type', () => {
    const file = fileWith({ id: 1, text: 'x' }, tapback(2, 2006, 'p:0/G1', 'Reacted'));
    expect(historyOf(file)[0]!.reactions).toEqual([]);
    const [, message] = watched(file);
    expect(message).toMatchObject({ is_reaction: true, is_reaction_add: true, reacted_to_guid: 'G1' });
    expect(message).not.toHaveProperty('reaction_type');
  });

  it('given twice stands where the first stood, with the number of the second', () => {
    const twice = [tapback(2, 2001, 'G1', ''), tapback(3, 2000, 'G1', ''), tapback(4, 2001, 'p:0/G1', '')];
    expect(reactionsOn(...twice)).toEqual([
      [4, '👍'],
      [3, '❤️'],
    ]);
  });

  it('is taken back by the same person only, and before it was given by nobody', () => {
    const given = [tapback(2, 3001, 'G1', ''), tapback(3, 2001, 'G1', '')];
    expect(reactionsOn(...given, tapback(4, 3001, 'G1', '', { handle_id: 2 }))).toEqual([[3, '👍']]);
    expect(reactionsOn(...given, tapback(4, 3001, 'G1', ''))).toEqual([]);
  });

  it('of a custom emoji is taken back by that emoji, or by a sentence that tells none', () => {
    const given = [tapback(2, 2006, 'G1', 'Reacted 🔥 to “x”'), tapback(3, 2006, 'G1', 'Reacted 🎉 to “x”')];
    expect(reactionsOn(...given, tapback(4, 3006, 'G1', 'Removed a 🎉 from “x”'))).toEqual([[2, '🔥']]);
    expect(reactionsOn(...given, tapback(4, 3006, 'G1', 'Removed it'))).toEqual([[3, '🎉']]);
  });

  it('names its handle only, where as a message it names the line it came in on', () => {
    const line = { handle_id: 0, destination_caller_id: '+15550000001' };
    const file = fileWith({ id: 1, text: 'x' }, tapback(2, 2000, 'G1', '', line));
    expect(historyOf(file)[0]!.reactions[0]!.sender).toBe('');
    expect(watched(file)[1]!.sender).toBe('+15550000001');
  });

  it.each([
    [1999, true, undefined],
    [2006, false, true],
    [2007, false, undefined],
    [2999, false, undefined],
    [3006, false, true],
    [3007, true, undefined],
  ])('of number %i is in a history: %s, and a reaction: %s', (kind, isShown, isReaction) => {
    const file = fileWith({ id: 1, text: 'x' }, tapback(2, kind, 'p:0/G1', 'Reacted 🔥 to “x”'));
    expect(historyOf(file).some(({ id }) => id === 2)).toBe(isShown);
    const [, message] = watched(file);
    expect(message!.is_reaction).toBe(isReaction);
    expect(message!.reply_to_guid).toBe(isReaction ? undefined : 'G1');
  });

  it.each([
    ['0.5.0', 'G9'],
    ['0.8.1', 'G9'],
    ['0.9.0', undefined],
  ])('as a message of build %s names the thread %s', (build, thread) => {
    const file = fileWith(tapback(2, 2000, 'p:0/G1', '', { thread_originator_guid: 'G9' }));
    expect(watched(file, build)[0]!.thread_originator_guid).toBe(thread);
  });

  it('of a number that means nothing is in a history of newer builds', () => {
    const file = fileWith(tapback(2, 2500, 'p:0/G1', 'hm'));
    expect(historyOf(file, {}, 'current').map(({ id }) => id)).toEqual([2]);
  });
});
