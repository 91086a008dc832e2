import { describe, expect, it } from 'vitest';
import { TURNS_LOOKED_AT, type TurnOwner } from '../../../engine/store/commands/redo.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CLERK, CONTEXT, part, row, SOURCE, turn } from './inputs.ts';

const ALL = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 100 };
export function describeRedo(current: () => StoreFixture): void {
  const store = () => current().store;
  const form = async (name: string, ...rowids: number[]) => {
    const { rows } = await store().ingest({ sourceId: SOURCE, rows: rowids.map((rowid) => row(rowid)) });
    await store().formTurn({
      sourceId: SOURCE,
      turn: turn(
        name,
        rows.map(({ seq }) => seq),
      ),
    });
  };
  const end = (
    name: string,
    state: 'interrupted' | 'failed',
    code: 'agent_missing' | 'turn_aborted' | 'cut_short',
  ) => store().endTurn({ turnId: id.turn(name), state, code, detail: 'why', atMs: 9 });
  const redo = (name: string, owner: TurnOwner | null = null) =>
    store().redoTurn({ turnId: id.turn(name), owner });
  const openIds = async () => (await store().openTurns({ accountId: ACCOUNT })).map(({ turnId }) => turnId);

  describe('beginning a turn once more', () => {
    it('makes of one that failed what it was when it was formed, and of its rows', async () => {
      await form('t', 1, 2);
      const formed = await store().turn({ turnId: id.turn('t') });
      await store().startTurn({ turnId: id.turn('t') });
      await end('t', 'failed', 'agent_missing');
      expect(await redo('t')).toEqual(formed);
      expect(await store().turn({ turnId: id.turn('t') })).toEqual(formed);
      expect(await store().verdicts(ALL)).toMatchObject([
        { fate: 'dispatched', code: 'began_turn', detail: '', turnId: 't' },
        { fate: 'merged', code: 'joined_turn', detail: '', turnId: 't' },
      ]);
    });

    it('is found by the next run, in its old place, also where everything after it is over', async () => {
      await form('old', 1);
      await end('old', 'failed', 'agent_missing');
      await form('answered', 2);
      await store().startTurn({ turnId: id.turn('answered') });
      await store().answer({ turnId: id.turn('answered'), parts: [], atMs: 3 });
      // What is over moves the marks of what may be open.
      await form('waiting', 3);
      await form('more', 4);
      expect(await openIds()).toEqual(['waiting', 'more']);
      await redo('old');
      expect(await openIds()).toEqual(['old', 'waiting', 'more']);
      await form('last', 5);
      expect(await openIds()).toEqual(['old', 'waiting', 'more', 'last']);
    });

    it('can give it to another agent', async () => {
      await form('t', 1);
      await end('t', 'failed', 'agent_missing');
      const context = { ...CONTEXT, ...CLERK };
      expect(await redo('t', CLERK)).toMatchObject({ context });
      expect(await store().turn({ turnId: id.turn('t') })).toMatchObject({ context });
    });

    it('is for nothing of which anything was said', async () => {
      await form('aborted', 1);
      await form('silent', 2);
      for (const name of ['aborted', 'silent']) await store().startTurn({ turnId: id.turn(name) });
      await store().reply({ turnId: id.turn('aborted'), parts: [part('p')], atMs: 3 });
      await end('aborted', 'interrupted', 'turn_aborted');
      await end('silent', 'interrupted', 'turn_aborted');
      expect(await redo('aborted')).toBe('partly_said');
      expect(await redo('silent')).toMatchObject({ state: 'formed' });
    });

    it('is for nothing else either', async () => {
      await form('open', 1);
      await form('cut', 2);
      await form('old', 3);
      expect(await redo('none')).toBe('unknown');
      expect(await redo('open')).toBe('not_failed');
      await end('cut', 'interrupted', 'cut_short');
      expect(await redo('cut')).toBe('not_failed');
      await end('old', 'failed', 'agent_missing');
      await store().dropPayloads({ beforeMs: 10_000, limit: 100 });
      expect(await redo('old')).toBe('text_gone');
      expect(await openIds()).toEqual(['open']);
    });

    it('lists those that came to nothing, the newest first', async () => {
      await form('one', 1);
      await form('two', 2);
      await form('three', 3);
      await end('one', 'failed', 'agent_missing');
      await end('three', 'interrupted', 'cut_short');
      const { turns, next } = await store().unansweredTurns({ before: null });
      expect(next).toBeNull();
      expect(turns).toEqual([
        {
          turnId: 'three',
          accountId: ACCOUNT,
          agentId: 'main',
          chatId: CONTEXT.chatId,
          state: 'interrupted',
          code: 'cut_short',
          formedAtMs: 2_000,
        },
        expect.objectContaining({ turnId: 'one', state: 'failed', code: 'agent_missing' }),
      ]);
    });

    it('lists them the oldest first as well, a stretch of all turns at a time', async () => {
      const names = Array.from({ length: TURNS_LOOKED_AT + 2 }, (_, index) => `t${index + 1}`);
      await Promise.all(names.map((name, index) => form(name, index + 1)));
      const ended = ['t1', `t${TURNS_LOOKED_AT}`, `t${TURNS_LOOKED_AT + 2}`];
      for (const name of ended) await end(name, 'failed', 'agent_missing');
      const listed = async (asked: { before: number | null } | { after: number }) => {
        const { turns, next } = await store().unansweredTurns(asked);
        return { turns: turns.map(({ turnId }) => turnId), next };
      };
      const [first, second, third] = ended;
      expect(await listed({ after: 0 })).toEqual({ turns: [first, second], next: TURNS_LOOKED_AT });
      expect(await listed({ after: TURNS_LOOKED_AT })).toEqual({ turns: [third], next: null });
      expect(await listed({ after: TURNS_LOOKED_AT + 2 })).toEqual({ turns: [], next: null });
      expect(await listed({ after: 2 })).toEqual({ turns: [second, third], next: null });
      expect(await listed({ before: null })).toEqual({ turns: [third, second], next: 3 });
    });
  });
}
