import { describe, expect, it } from 'vitest';
import { brokenIn, type DeedCase } from '../../../../support/oracle/doctored-deed.ts';
import { GROUP } from '../../../../support/oracle/doctored-run.ts';

const POLLS = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';
const OPTIONS = ['Tea', 'Coffee'];
const POLL = {
  asked: { name: 'poll', input: { question: 'What?', options: OPTIONS } },
  call: { method: 'poll.send', params: { question: 'What?', options: OPTIONS } },
  row: { associatedType: 0, target: undefined, balloonId: POLLS, text: '' },
} satisfies DeedCase;
const SHOWN = [
  { id: 'A', text: 'Tea' },
  { id: 'B', text: 'Coffee' },
];
const VOTE = {
  asked: { name: 'poll-vote', input: { pollId: '7', optionIndex: 1 } },
  call: { method: 'poll.vote', params: { poll_guid: 'WORD', option_id: 'A' } },
  row: { associatedType: 4_000, balloonId: POLLS, text: '' },
} satisfies DeedCase;

describe('polls and votes of agents', () => {
  it('are what was asked for, and show', () => {
    expect(brokenIn(POLL)).toEqual([]);
    expect(brokenIn(VOTE)).toEqual([]);
  });

  it('are for the option that is named: by its place, its id or its words', () => {
    const voting = (which: object, guid = 'WORD') =>
      brokenIn({
        ...VOTE,
        asked: { ...VOTE.asked, input: { pollId: '7', ...which } },
        polls: [{ guid, options: SHOWN }],
      });
    const named = [{ optionIndex: 1 }, { optionId: 'A' }, { option: ' tea' }];
    for (const which of named) expect(voting(which), JSON.stringify(which)).toEqual([]);
    const others = [{ optionIndex: 2 }, { optionId: 'B' }, { option: 'Coffee' }, { option: 'Milk' }];
    for (const which of others) expect(voting(which), JSON.stringify(which)).toContain('addressee');
    expect(voting({ optionIndex: 2 }, 'ANOTHER')).toEqual([]);
  });

  it.each([
    [
      'unasked: another question',
      { ...POLL, call: { ...POLL.call, params: { question: 'Why?', options: OPTIONS } } },
    ],
    [
      'unasked: other options',
      { ...POLL, call: { ...POLL.call, params: { question: 'What?', options: ['Tea'] } } },
    ],
    ['doubled: twice', { ...POLL, calls: [POLL.call, POLL.call] }],
    ['doubled: a vote twice', { ...VOTE, calls: [VOTE.call, VOTE.call] }],
    ['addressee: another chat', { ...POLL, call: { ...POLL.call, chatGuid: GROUP.chatGuid } }],
    ['addressee: another poll', { ...VOTE, call: { ...VOTE.call, params: { poll_guid: 'SENT-1-0' } } }],
    ['addressee: another option', { ...VOTE, polls: [{ guid: 'WORD', options: SHOWN.toReversed() }] }],
    ['evidence: no poll shows', { ...POLL, row: null }],
    ['evidence: what shows is no poll', { ...POLL, row: { ...POLL.row, balloonId: null } }],
    ['evidence: no vote shows', { ...VOTE, row: null }],
    ['evidence: a vote in another poll', { ...VOTE, row: { ...VOTE.row, target: 'p:0/SENT-1-0' } }],
    [
      'truth: it shows, and counts as failed',
      { ...POLL, part: { state: 'failed' }, asked: { ...POLL.asked, end: null } },
    ],
    ['gated: it is switched off', { ...POLL, config: { actions: { polls: false } } }],
  ] satisfies [string, DeedCase][])('%s', (name, given) => {
    expect(brokenIn(given)).toContain(name.split(':')[0]);
  });
});
