import { describe, expect, it } from 'vitest';
import { decide } from '../../../../engine/inbound/decide.ts';
import { ASKED_MAX } from '../../../../engine/inbound/polls-so-far.ts';
import { ALICE, arrivalOf, GROUP, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';

const OPEN = { imessage: { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' } };
const at = (second: number) => ({ created_at: new Date(NOW_MS + second * 1_000).toISOString() });
const POLL = { id: 1, guid: 'POLL', text: '', poll: { kind: 'created', options: [] }, ...at(0) };

/** What becomes of words that follow a poll in its thread. */
function codeOf(fields: object, given: object = OPEN, poll: object = POLL): string {
  const words = { id: 2, guid: 'WORDS', text: 'Which?', thread_originator_guid: 'POLL', ...at(3), ...fields };
  return decide([arrivalOf({ ...poll }), arrivalOf(words)], snapshotOf(given)).at(-1)!.code;
}

describe('what somebody says in the thread of their own poll (BEY-1)', () => {
  it('is what it asks, and the next turn is told of it in one line', () => {
    expect(codeOf({})).toBe('poll_question');
    expect(codeOf({ ...GROUP }, OPEN, { ...POLL, ...GROUP })).toBe('poll_question');
    const words = arrivalOf({ id: 2, text: 'Which\nof them?', thread_originator_guid: 'POLL', ...at(3) });
    const [, said] = decide([arrivalOf(POLL), words], snapshotOf(OPEN));
    expect(said!.consequences).toMatchObject([
      { kind: 'event', event: { text: `iMessage poll asks: "Which of them?" by ${ALICE} on msg POLL` } },
    ]);
    expect(said!.row.raw).not.toBeNull();
  });

  it('is no more than that within 15 s, and in so few words that all are told', () => {
    expect(codeOf(at(15))).toBe('poll_question');
    expect(codeOf(at(15.001))).toBe('admitted');
    expect(codeOf(at(-1))).toBe('admitted');
    expect(codeOf({ created_at: undefined })).toBe('admitted');
    expect(codeOf({ text: 'x'.repeat(ASKED_MAX) })).toBe('poll_question');
    expect(codeOf({ text: 'x'.repeat(ASKED_MAX + 1) })).toBe('admitted');
  });

  it('is a message where somebody else says it, or in no thread, or of what is no poll', () => {
    expect(codeOf({ sender: 'bob@example.com' })).toBe('admitted');
    expect(codeOf({ thread_originator_guid: undefined })).toBe('admitted');
    expect(codeOf({}, OPEN, { ...POLL, poll: undefined, text: 'Hello' })).toBe('admitted');
    expect(codeOf({}, OPEN, { ...POLL, is_from_me: true })).toBe('admitted');
    expect(codeOf({ is_from_me: true })).toBe('from_me');
  });

  it('is for the gateway where it is a command, and for the agent where it mentions that as it has to', () => {
    expect(codeOf({ text: '/status' }, { imessage: { allowFrom: [ALICE] } })).toBe('chat_command');
    const asks = { ...OPEN, rest: { messages: { groupChat: { mentionPatterns: ['@agent'] } } } };
    const inGroup = { ...POLL, ...GROUP };
    expect(codeOf({ ...GROUP }, asks, inGroup)).toBe('no_mention');
    expect(codeOf({ ...GROUP, text: '@agent, which?' }, asks, inGroup)).toBe('admitted');
    expect(codeOf({ text: '@agent, which?' }, asks)).toBe('poll_question');
  });
});
