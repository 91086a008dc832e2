import { describe, expect, it } from 'vitest';
import type { TurnInput } from '../../../engine/store/commands/turns.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, createSource, denied, openParts, part, row, SOURCE, turn } from './inputs.ts';

const ALL = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 100 };

export function describeTurns(current: () => StoreFixture): void {
  const ingest = (...rows: ReturnType<typeof row>[]) => current().store.ingest({ sourceId: SOURCE, rows });
  const form = (input: TurnInput) => current().store.formTurn({ sourceId: SOURCE, turn: input });
  const find = (name: string) => current().store.turn({ turnId: id.turn(name) });
  const end = (name: string, state: 'interrupted' | 'failed' | 'withdrawn') =>
    current().store.endTurn({ turnId: id.turn(name), state, code: 'agent_gave_up', detail: 'why', atMs: 9 });

  describe('forming a turn', () => {
    it('settles its rows with it and moves settledTo (invariant-20)', async () => {
      await ingest(row(1), row(2), row(3));
      expect(await form(turn('t', [1, 2]))).toBe(true);
      expect(await current().store.verdicts(ALL)).toMatchObject([
        { fate: 'dispatched', code: 'began_turn', detail: '', turnId: 't' },
        { fate: 'merged', code: 'joined_turn', detail: '', turnId: 't' },
        { fate: null, code: 'admitted', turnId: null },
      ]);
      expect(await createSource(current().store)).toMatchObject({ journalledTo: 3, settledTo: 2 });
    });

    it('buries its rows when it fails, and leaves them dispatched when it is interrupted', async () => {
      await ingest(row(1), row(2), row(3));
      await form(turn('failing', [1, 2]));
      await form(turn('interrupted', [3]));
      await end('failing', 'failed');
      await end('interrupted', 'interrupted');
      expect(await current().store.verdicts(ALL)).toMatchObject([
        { fate: 'dead', code: 'agent_gave_up', detail: 'why', turnId: 'failing' },
        { fate: 'dead', code: 'agent_gave_up', detail: 'why', turnId: 'failing' },
        { fate: 'dispatched', code: 'began_turn', detail: '', turnId: 'interrupted' },
      ]);
    });

    it('keeps what dispatch needs again after a restart', async () => {
      await ingest(row(1), row(2));
      await form(turn('t', [1, 2]));
      expect(await find('t')).toEqual({
        turnId: id.turn('t'),
        accountId: ACCOUNT,
        lane: 'lane-1',
        memberSeqs: [1, 2],
        text: 'Dump https://example.com/a',
        context: CONTEXT,
        preparation: {},
        state: 'formed',
        attempts: 0,
        code: null,
        detail: '',
        formedAtMs: 2_000,
      });
      expect(await find('none')).toBeNull();
    });

    it.each([
      ['has its fate already', [1, 3]],
      ['is not in the journal', [1, 99]],
      ['is named twice', [1, 1]],
    ])('changes nothing when one of its rows %s', async (_why, seqs) => {
      await ingest(row(1), row(2), denied(3));
      expect(await form(turn('t', seqs))).toBe(false);
      expect(await current().store.pending(ALL)).toHaveLength(2);
      expect(await find('t')).toBeNull();
    });

    it('changes nothing when the turn exists', async () => {
      await ingest(row(1), row(2));
      await form(turn('t', [1]));
      expect(await form(turn('t', [2]))).toBe(false);
      expect(await current().store.pending(ALL)).toMatchObject([{ seq: 2 }]);
    });

    it('does not take rows of another account or source', async () => {
      await createSource(current().store, 'other');
      await ingest(row(1));
      expect(await form(turn('t', [1], { accountId: 'work' }))).toBe(false);
      expect(await current().store.formTurn({ sourceId: 'other', turn: turn('t', [1]) })).toBe(false);
    });

    it('as running counts as its first attempt', async () => {
      await ingest(row(1));
      await form(turn('t', [1], { state: 'running' }));
      expect(await find('t')).toMatchObject({ state: 'running', attempts: 1 });
    });
  });

  describe('the states of a turn', () => {
    const running = async (turnId: string, rowid: number) => {
      const { rows } = await ingest(row(rowid));
      await form(turn(turnId, [rows[0]!.seq], { state: 'running' }));
    };

    it('count one attempt with each start, from formed and from running', async () => {
      await ingest(row(1));
      await form(turn('t', [1]));
      expect(await current().store.startTurn({ turnId: id.turn('t') })).toMatchObject({
        lane: id.lane('lane-1'),
        attempts: 1,
      });
      expect(await current().store.startTurn({ turnId: id.turn('t') })).toMatchObject({
        lane: id.lane('lane-1'),
        attempts: 2,
      });
      expect(await find('t')).toMatchObject({ state: 'running', attempts: 2 });
    });

    it.each(['interrupted', 'failed'] as const)('end %s once and stay so', async (state) => {
      await running('t', 1);
      expect(await end('t', state)).toBe(true);
      expect(await find('t')).toMatchObject({ state, code: 'agent_gave_up', detail: 'why' });
      expect(await end('t', 'failed')).toBe(false);
      expect(await current().store.startTurn({ turnId: id.turn('t') })).toBeNull();
      expect(await current().store.answer({ turnId: id.turn('t'), parts: [part('p')], atMs: 9 })).toBe(false);
      expect(await openParts(current().store)).toEqual([]);
    });

    it('know no turn that was never formed', async () => {
      expect(await current().store.startTurn({ turnId: id.turn('none') })).toBeNull();
      expect(await end('none', 'failed')).toBe(false);
      expect(await current().store.answer({ turnId: id.turn('none'), parts: [], atMs: 9 })).toBe(false);
    });

    it('list open turns of the account, oldest first, as they change', async () => {
      await running('b', 1);
      await running('a', 2);
      await running('c', 3);
      await ingest(row(4, { verdicts: [{ accountId: 'work', fate: null, code: 'admitted' }] }));
      await form(turn('w', [4], { accountId: 'work' }));
      await current().store.startTurn({ turnId: id.turn('b') });
      await end('a', 'failed');
      const open = await current().store.openTurns({ accountId: ACCOUNT });
      expect(open.map((found) => [found.turnId, found.attempts])).toEqual([
        ['b', 2],
        ['c', 1],
      ]);
    });

    it('become answered together with the parts of the answer', async () => {
      await running('t', 1);
      const parts = [part('p'), part('q', { ordinal: 1 })];
      expect(await current().store.answer({ turnId: id.turn('t'), parts, atMs: 3_000 })).toBe(true);
      expect(await find('t')).toMatchObject({ state: 'answered', code: null, detail: '' });
      const open = await openParts(current().store);
      expect(open.map((found) => found.partId)).toEqual(['p', 'q']);
      expect(await current().store.openTurns({ accountId: ACCOUNT })).toEqual([]);
    });

    it('become answered without parts when there is nothing to say', async () => {
      await running('t', 1);
      expect(await current().store.answer({ turnId: id.turn('t'), parts: [], atMs: 3_000 })).toBe(true);
      expect(await find('t')).toMatchObject({ state: 'answered' });
    });

    it('become replying with the first piece, and take further ones until the answer', async () => {
      const { store } = current();
      await running('t', 1);
      expect(await store.reply({ turnId: id.turn('t'), parts: [part('p')], atMs: 3_000 })).toBe(true);
      expect(await find('t')).toMatchObject({ state: 'replying', code: null });
      const second = part('q', { ordinal: 1 });
      expect(await store.reply({ turnId: id.turn('t'), parts: [second], atMs: 4_000 })).toBe(true);
      expect(await store.openTurns({ accountId: ACCOUNT })).toMatchObject([{ state: 'replying' }]);
      const last = part('r', { ordinal: 2 });
      expect(await store.answer({ turnId: id.turn('t'), parts: [last], atMs: 5_000 })).toBe(true);
      expect(await find('t')).toMatchObject({ state: 'answered', attempts: 1 });
      const open = await openParts(store);
      expect(open.map(({ partId, turnId, createdAtMs }) => [partId, turnId, createdAtMs])).toEqual([
        ['p', 't', 3_000],
        ['q', 't', 4_000],
        ['r', 't', 5_000],
      ]);
    });

    it('once replying are never run again, and never fail', async () => {
      const { store } = current();
      await running('t', 1);
      await store.reply({ turnId: id.turn('t'), parts: [part('p')], atMs: 3_000 });
      expect(await store.startTurn({ turnId: id.turn('t') })).toBeNull();
      expect(await end('t', 'failed')).toBe(false);
      expect(await end('t', 'withdrawn')).toBe(false);
      expect(await find('t')).toMatchObject({ state: 'replying' });
      expect(await end('t', 'interrupted')).toBe(true);
      expect(await find('t')).toMatchObject({ state: 'interrupted', detail: 'why' });
      expect(await store.verdicts(ALL)).toMatchObject([{ fate: 'dispatched', turnId: 't' }]);
      expect(await openParts(store)).toMatchObject([{ partId: 'p', state: 'queued' }]);
    });

    it.each(['answered', 'interrupted', 'failed', 'formed'] as const)(
      'take no piece when they are %s',
      async (state) => {
        const { store } = current();
        await ingest(row(1));
        await form(turn('t', [1], { state: state === 'formed' ? 'formed' : 'running' }));
        if (state === 'answered') await store.answer({ turnId: id.turn('t'), parts: [], atMs: 9 });
        else if (state !== 'formed') await end('t', state);
        expect(await store.reply({ turnId: id.turn('t'), parts: [part('p')], atMs: 9 })).toBe(false);
        expect(await find('t')).toMatchObject({ state });
        expect(await openParts(store)).toEqual([]);
      },
    );

    it('stay running when a piece is a part that exists', async () => {
      const { store } = current();
      await running('t', 1);
      await running('u', 2);
      await store.answer({ turnId: id.turn('t'), parts: [part('p')], atMs: 9 });
      await expect(store.reply({ turnId: id.turn('u'), parts: [part('p')], atMs: 9 })).rejects.toThrow();
      expect(await find('u')).toMatchObject({ state: 'running' });
    });

    it('stay formed when an answer comes before a start', async () => {
      await ingest(row(1));
      await form(turn('t', [1]));
      expect(await current().store.answer({ turnId: id.turn('t'), parts: [part('p')], atMs: 9 })).toBe(false);
      expect(await find('t')).toMatchObject({ state: 'formed' });
    });

    it('stay running when the answer holds a part that exists', async () => {
      await running('t', 1);
      await running('u', 2);
      await current().store.answer({ turnId: id.turn('t'), parts: [part('p')], atMs: 9 });
      const again = current().store.answer({ turnId: id.turn('u'), parts: [part('q'), part('p')], atMs: 9 });
      await expect(again).rejects.toThrow();
      expect(await find('u')).toMatchObject({ state: 'running' });
      expect(await openParts(current().store)).toMatchObject([{ partId: 'p' }]);
    });

    it('stay running when the answer holds a part that is sending since nobody knows when', async () => {
      await running('t', 1);
      const bad = part('p', { state: 'sending', maxRowid: 5 });
      const answer = current().store.answer({ turnId: id.turn('t'), parts: [bad], atMs: 9 });
      await expect(answer).rejects.toThrow('sending without a time');
      expect(await find('t')).toMatchObject({ state: 'running' });
    });
  });
}
