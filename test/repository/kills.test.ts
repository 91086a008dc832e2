import { describe, expect, it } from 'vitest';
import { createStreams } from '../../scenarios/sim/random.ts';
import { answerTo, markOf } from '../kills/answer.ts';
import { wishOf } from '../kills/command-line.ts';
import type { Facts } from '../kills/facts.ts';
import { drawKills, TARGETS } from '../kills/plan.ts';
import { reckon } from '../kills/reckoning.ts';

const ALICE = 'any;-;+15550001111';
const BOB = 'any;-;+15550002222';

const row = (rowid: number, chatGuid: string, mark: string) => ({
  rowid,
  guid: `G-${rowid}`,
  chatGuid,
  sender: null,
  marks: [mark],
});
const asked = (rowid: number, chatGuid: string, mark: string, isAdmitted = true) => ({
  ...row(rowid, chatGuid, mark),
  sender: chatGuid,
  isAdmitted,
});
const part = (state: string, guid: string | null, mark: string) => ({ state, guid, marks: [mark] });

/** Two answers that left, one whose outcome is not known, and a stranger. */
const SOUND: Facts = {
  written: 4,
  asked: [
    asked(1, ALICE, 'k1'),
    asked(2, ALICE, 'k2'),
    asked(3, BOB, 'k3'),
    asked(4, 'any;-;x', 'k4', false),
  ],
  own: [row(5, ALICE, 'k1'), row(6, ALICE, 'k2')],
  left: ['G-5', 'G-6'],
  parts: [part('sent', 'G-5', 'k1'), part('sent', 'G-6', 'k2'), part('unknown', null, 'k3')],
  merged: 0,
  checked: [],
};

describe('the reckoning of a run with kills', () => {
  it('counts each message once where nothing is wrong', () => {
    expect(reckon(SOUND)).toEqual({ answered: 2, unknown: 1, denied: 1, violations: [] });
  });

  it.each<[what: string, wrong: Partial<Facts>, says: string]>([
    ['a message that never came in', { written: 5 }, '5 messages were written, 4 came in'],
    [
      'a message that nobody answered',
      { own: [row(5, ALICE, 'k1')], left: ['G-5'], parts: [SOUND.parts[0]!, SOUND.parts[2]!] },
      'k2 was not answered, and its part is not there',
    ],
    [
      'a part that failed',
      {
        own: [row(5, ALICE, 'k1')],
        left: ['G-5'],
        parts: [SOUND.parts[0]!, part('failed', null, 'k2'), SOUND.parts[2]!],
      },
      'k2 was not answered, and its part is failed',
    ],
    [
      'an answer that left twice',
      { own: [...SOUND.own, row(7, ALICE, 'k1')], left: [...SOUND.left, 'G-7'] },
      'k1 was answered 2 times',
    ],
    [
      'an answer that left and is said to be unknown',
      { own: [...SOUND.own, row(7, BOB, 'k3')], left: [...SOUND.left, 'G-7'] },
      'k3 was answered, and its part is unknown',
    ],
    [
      'an answer in another conversation',
      { own: [row(5, BOB, 'k1'), row(6, ALICE, 'k2')] },
      'the answer to k1 went elsewhere',
    ],
    [
      'answers out of their order',
      {
        own: [row(5, ALICE, 'k2'), row(6, ALICE, 'k1')],
        parts: [part('sent', 'G-6', 'k1'), part('sent', 'G-5', 'k2'), SOUND.parts[2]!],
      },
      'k2 was answered before what came before it',
    ],
    [
      'an answer to a stranger',
      { own: [...SOUND.own, row(7, 'any;-;x', 'k4')], left: [...SOUND.left, 'G-7'] },
      'k4 of a stranger was answered',
    ],
    ['a record that lacks a row', { left: ['G-5'] }, '1 messages left the Mac, 2 stand in chat.db'],
    [
      'a receipt that is no row',
      { parts: [part('sent', 'G-5', 'k1'), part('sent', 'G-9', 'k2'), SOUND.parts[2]!] },
      '1 parts are said to be sent and have no row',
    ],
    [
      'a row that proves two parts',
      { parts: [part('sent', 'G-5', 'k1'), part('sent', 'G-5', 'k2'), SOUND.parts[2]!] },
      'one row proves two parts',
    ],
    ['what the checkers found', { checked: ['lost: row 3'] }, 'lost: row 3'],
  ])('finds %s', (_what, wrong, says) => {
    expect(reckon({ ...SOUND, ...wrong }).violations).toContain(says);
  });
});

describe('npm run kills', () => {
  it('draws the same kills from one seed, of every kind in a few dozen', () => {
    const drawn = (seed: string) => drawKills(createStreams(seed)('kills'), 60);
    expect(drawn('one')).toEqual(drawn('one'));
    expect(drawn('one')).not.toEqual(drawn('another'));
    expect(new Set(drawn('one').map(({ target }) => target))).toEqual(new Set(TARGETS));
  });

  it('heeds its options and refuses what is no number', () => {
    expect(wishOf(['--kills', '30', '--homes', '2', '--seed', 's'])).toEqual({
      does: 'run',
      options: { kills: 30, homes: 2, seed: 's' },
    });
    expect(wishOf([])).toMatchObject({ does: 'run', options: { kills: 1_000 } });
    expect(wishOf(['--help'])).toEqual({ does: 'help' });
    expect(wishOf(['--kills', '0'])).toEqual({
      does: 'refuse',
      why: '--kills "0": give a whole number from 1 on.',
    });
    expect(wishOf(['--kils'])).toMatchObject({ does: 'refuse' });
  });

  it('has an agent that names each message of a turn once', () => {
    expect(answerTo(`a ${markOf(1)} b ${markOf(20)} ${markOf(1)}`)).toBe('To k00001 k00020');
  });
});
