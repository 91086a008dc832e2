import { describe, expect, it } from 'vitest';
import { decide } from '../../../../engine/inbound/decide.ts';
import { BOB, codeOf, PROMPT, QUESTION, tapback } from '../../../support/approvals/prompt.ts';
import { id } from '../../../support/messages/ids.ts';
import { ALICE, arrivalOf, type Given, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';

describe('the answer to a question', () => {
  const say = (text: string, given: Given = {}, fields: object = {}) =>
    codeOf({ prompts: [QUESTION], ...given, fields: { text, ...fields } });

  it.each([
    ['1', 0],
    ['2.', 1],
    [' 3) ', 2],
    ['2️⃣', 1],
    ['tomorrow', 1],
    ['NEVER ', 2],
  ])('is its number or its words: %s (BEY-3)', (text, choice) => {
    const given = { prompts: [QUESTION], fields: { text } };
    expect(codeOf(given)).toBe('question_answer answered ABCD2345');
    const [decision] = decide(
      [arrivalOf({ text })],
      snapshotOf({ prompts: [{ ...QUESTION, expiresAtMs: NOW_MS + 3_600_000 }] }),
    );
    expect(decision?.consequences).toMatchObject([{ kind: 'resolve', end: { choice } }]);
  });

  it('is a tapback with its number, whatever notifications are on', () => {
    expect(
      tapback({ reaction_emoji: '2️⃣' }, { prompts: [QUESTION], imessage: { reactionNotifications: 'off' } }),
    ).toBe('approval_answer answered ABCD2345');
    expect(tapback({ reaction_emoji: '4️⃣' }, { prompts: [QUESTION] })).toBe('tapback');
    expect(tapback({}, { prompts: [QUESTION] })).toBe('tapback');
    expect(tapback({}, { prompts: [{ ...QUESTION, options: ['Yes', 'No'] }] })).toBe(
      'approval_answer answered ABCD2345',
    );
  });

  it('is of whoever was asked, where they were asked, once the question shows, and in time', () => {
    const imessage = { allowFrom: [ALICE, BOB] };
    expect(say('1', { imessage, prompts: [{ ...QUESTION, asked: id.handle(BOB) }] })).toBe('admitted');
    expect(say('1', { prompts: [{ ...QUESTION, conversation: BOB }] })).toBe('admitted');
    expect(say('1', { prompts: [{ ...QUESTION, isOver: true }] })).toBe('admitted');
    expect(say('1', { prompts: [{ ...QUESTION, expiresAtMs: NOW_MS }] })).toBe('admitted');
    expect(say('1', { prompts: [{ ...QUESTION, guid: null }] })).toBe('admitted');
    expect(say('4')).toBe('admitted');
    expect(say('I do not know')).toBe('admitted');
    expect(
      tapback({ reaction_emoji: '1️⃣' }, { imessage, prompts: [{ ...QUESTION, asked: id.handle(BOB) }] }),
    ).toBe('tapback');
  });

  it('is of nobody who may not write', () => {
    expect(say('1', { imessage: { dmPolicy: 'disabled' } })).toBe('dm_disabled');
  });
});

describe('/approve', () => {
  const approve = (text: string, given: Given = {}, fields: object = {}) =>
    codeOf({ prompts: [PROMPT], ...given, fields: { text, ...fields } });

  it.each([
    ['/approve ABCD2345 allow-once', 'allow-once'],
    ['/APPROVE abcd2345 allow', 'allow-once'],
    ['/approve once ABCD2345', 'allow-once'],
    ['/approve ABCD2345 always', 'allow-always'],
    ['/approve allow-always abcd2345', 'allow-always'],
    ['/approve ABCD2345 deny', 'deny'],
    ['/approve reject ABCD2345', 'deny'],
    ['/approve: ABCD2345 block', 'deny'],
  ])('takes the usual words in either order: %s (APR-16)', (text, decision) => {
    expect(approve(text)).toBe(`approve_command ${decision} ABCD2345`);
  });

  it('decides nothing that is not offered, and says so to whoever may decide (APR-5)', () => {
    const prompts = [{ ...PROMPT, decisions: ['allow-once', 'deny'] as const }];
    const always = (given: Given = {}) => approve('/approve ABCD2345 always', { prompts, ...given });
    expect(always()).toBe('approve_command not_offered');
    expect(approve('/approve ABCD2345 allow', { prompts })).toBe('approve_command allow-once ABCD2345');
    expect(always({ imessage: { dmPolicy: 'open', allowFrom: [BOB, '*'] } })).toBe(
      'approve_command not_offered',
    );
    expect(always({ prompts: [{ ...prompts[0]!, isOver: true }] })).toBe('approve_command unknown');
  });

  it('finds what a tool wants to do by its code alone, where nothing else is named so (APR-16)', () => {
    const plugin = { ...PROMPT, kind: 'plugin', approvalId: 'plugin:ABCD2345' } as const;
    const given = { prompts: [plugin] };
    for (const name of ['ABCD2345', 'plugin:abcd2345', 'PLUGIN:ABCD2345'])
      expect(approve(`/approve ${name} allow`, given)).toBe('approve_command allow-once plugin:ABCD2345');
    expect(approve('/approve ABCD2345 deny', { prompts: [plugin, PROMPT] })).toBe(
      'approve_command deny ABCD2345',
    );
    expect(approve('/approve ABCD2345 deny', { prompts: [plugin, QUESTION] })).toBe(
      'approve_command unknown',
    );
  });

  it.each([
    ['/approve', 'usage'],
    ['/approve ABCD2345', 'usage'],
    ['/approve ABCD2345 maybe', 'usage'],
    ['/approve ABCD2345 deny now', 'usage'],
    ['/approve ZZZZ9999 deny', 'unknown'],
    ['/approve plugin:ABCD2345 deny', 'unknown'],
  ])('says what is wrong: %s', (text, says) => {
    expect(approve(text)).toBe(`approve_command ${says}`);
  });

  it('is for approvers where people are named, wherever they say it (APR-15)', () => {
    const group = { is_group: true, chat_id: 7, chat_guid: 'any;+;chat7', chat_identifier: 'chat7' };
    const imessage = { allowFrom: [BOB], groupPolicy: 'open', groups: { '*': { requireMention: false } } };
    expect(approve('/approve ABCD2345 allow', { imessage }, group)).toBe('approve_command unauthorized');
    expect(approve('/approve ABCD2345 allow', { imessage }, { ...group, sender: BOB })).toBe(
      'approve_command allow-once ABCD2345',
    );
    expect(approve('/approve ZZZZ9999 allow', { imessage }, group)).toBe('approve_command unauthorized');
  });

  it('is for whoever may write where nobody is named, and only where it was asked (APR-15)', () => {
    const imessage = { allowFrom: [], dmPolicy: 'pairing' };
    const pairing = { paired: new Set([id.handle(ALICE)]), requests: [] };
    expect(approve('/approve ABCD2345 allow', { imessage, pairing })).toBe(
      'approve_command allow-once ABCD2345',
    );
    expect(
      approve('/approve ABCD2345 allow', { imessage, pairing, prompts: [{ ...PROMPT, conversation: BOB }] }),
    ).toBe('approve_command unknown');
  });

  it('decides nothing that is over, no question, and nothing of the owner’s own', () => {
    expect(approve('/approve ABCD2345 allow', { prompts: [{ ...PROMPT, isOver: true }] })).toBe(
      'approve_command unknown',
    );
    expect(approve('/approve ABCD2345 allow', { prompts: [QUESTION] })).toBe('approve_command unknown');
    expect(approve('/approve ABCD2345 allow', {}, { is_from_me: true })).toBe('from_me');
  });

  it('is for the agent where no commands are heard', () => {
    expect(approve('/approve ABCD2345 allow', { rest: { commands: { text: false } } })).toBe('admitted');
  });
});
