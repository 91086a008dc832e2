import { describe, expect, it } from 'vitest';
import { decide } from '../../../../engine/inbound/decide.ts';
import { onPoll, pollsAnswered } from '../../../../engine/source/polls-answered.ts';
import type { JournalledRow } from '../../../../engine/store/commands/rows.ts';
import { ALICE, arrivalOf, decided, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';

const POLL = {
  guid: 'POLL',
  text: '',
  poll: { kind: 'created' },
  created_at: new Date(NOW_MS).toISOString(),
};
const words = (thread?: string, rest: object = {}) =>
  arrivalOf({ id: 2, guid: 'W', text: 'Which?', thread_originator_guid: thread, ...rest });

/** A journal with a poll, and one with what is none. */
function journalWith(fields: object) {
  const asked: unknown[] = [];
  const { journalled } = decided({ fields: { ...fields } });
  const store = {
    async rowsNamed(input: { readonly eventIds: readonly string[] }): Promise<readonly JournalledRow[]> {
      asked.push(input);
      return input.eventIds.includes(journalled.eventId) ? [journalled] : [];
    },
  };
  return { store, asked };
}

describe('the poll that a row answers in a thread (BEY-1)', () => {
  it('is asked of the journal, by all rows of a batch at once', async () => {
    const { store, asked } = journalWith(POLL);
    const batch = [words('POLL'), words('OTHER'), words('POLL'), words()];
    const polls = await pollsAnswered(batch, { store })!;
    expect(asked).toEqual([{ eventIds: ['guid:POLL', 'guid:OTHER'], rowid: null }]);
    const known = { sender: ALICE, sentAtMs: NOW_MS };
    expect(batch.map((one) => onPoll(one, polls).onPoll)).toEqual([known, undefined, known, undefined]);
    const created_at = new Date(NOW_MS + 4_000).toISOString();
    const [said] = decide([onPoll(words('POLL', { created_at }), polls)], snapshotOf({}));
    expect(said!.code).toBe('poll_question');
  });

  it('is asked for where nothing but a thread of others is, and is none where it was no poll', async () => {
    const { store, asked } = journalWith({ ...POLL, poll: undefined, text: 'Hello' });
    expect(pollsAnswered([words(), words('POLL', { is_from_me: true })], { store })).toBeNull();
    expect(pollsAnswered([{ ...words('POLL'), payload: null }], { store })).toBeNull();
    expect(asked).toEqual([]);
    expect((await pollsAnswered([words('POLL')], { store })!).size).toBe(0);
  });
});
