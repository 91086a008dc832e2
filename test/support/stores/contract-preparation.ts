import { describe, expect, it } from 'vitest';
import type { TurnInput } from '../../../engine/store/commands/turns.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, row, SOURCE, turn } from './inputs.ts';

const ALL = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 100 };

export function describePreparation(current: () => StoreFixture): void {
  const ingest = (...rows: ReturnType<typeof row>[]) => current().store.ingest({ sourceId: SOURCE, rows });
  const form = (input: TurnInput) => current().store.formTurn({ sourceId: SOURCE, turn: input });
  const find = (name: string) => current().store.turn({ turnId: id.turn(name) });
  const preparationOf = (text: string) => ({ history: [{ sender: '+15550002222', text, sentAtMs: 1 }] });
  const prepare = (name: string, text: string) =>
    current().store.prepareTurn({ turnId: id.turn(name), preparation: preparationOf(text) });
  const end = (name: string, state: 'failed') =>
    current().store.endTurn({ turnId: id.turn(name), state, code: 'agent_gave_up', detail: 'why', atMs: 9 });
  const running = async (turnId: string, rowid: number) => {
    const { rows } = await ingest(row(rowid));
    await form(turn(turnId, [rows[0]!.seq], { state: 'running' }));
  };

  describe('turns', () => {
    it.each(['formed', 'running'] as const)(
      'are prepared once while %s, and stay as they were prepared',
      async (state) => {
        await ingest(row(1));
        await form(turn('t', [1], { state, preparation: null }));
        expect(await find('t')).toMatchObject({ preparation: null });
        expect(await prepare('t', 'first')).toEqual(preparationOf('first'));
        expect(await prepare('t', 'second')).toBeNull();
        expect(await find('t')).toMatchObject({ state, preparation: preparationOf('first') });
        const started = await current().store.startTurn({ turnId: id.turn('t') });
        expect(started).toMatchObject({ state: 'running', preparation: preparationOf('first') });
        const [open] = await current().store.openTurns({ accountId: ACCOUNT });
        expect(open).toMatchObject({ preparation: preparationOf('first') });
      },
    );

    it('are not prepared where that was done when they were formed, nor after their end', async () => {
      await running('t', 1);
      expect(await prepare('t', 'late')).toBeNull();
      expect(await find('t')).toMatchObject({ preparation: {} });
      await ingest(row(2));
      await form(turn('u', [2], { preparation: null }));
      await end('u', 'failed');
      expect(await prepare('u', 'late')).toBeNull();
      expect(await find('u')).toMatchObject({ state: 'failed', preparation: null });
      expect(await prepare('none', 'late')).toBeNull();
    });

    it('are prepared by their start where nothing is to be found for them, unless they were (ruling-32)', async () => {
      const { store } = current();
      await ingest(row(1), row(2));
      await form(turn('t', [1], { preparation: null }));
      const begin = (name: string) =>
        store.startTurn({ turnId: id.turn(name), preparation: preparationOf('none') });
      expect(await begin('t')).toMatchObject({ attempts: 1, preparation: preparationOf('none') });
      expect(await prepare('t', 'late')).toBeNull();
      expect(await find('t')).toMatchObject({ state: 'running', preparation: preparationOf('none') });
      await form(turn('u', [2], { preparation: null }));
      await prepare('u', 'first');
      expect(await begin('u')).toMatchObject({ preparation: preparationOf('first') });
      expect(await find('u')).toMatchObject({ preparation: preparationOf('first') });
    });

    it('say from then on what their rows said when they were prepared (ruling-32)', async () => {
      const { store } = current();
      await ingest(row(1));
      await form(turn('t', [1], { preparation: null }));
      const words = { text: 'Keep it', context: { ...CONTEXT, messageGuids: [id.guid('G1')], sentAtMs: 5 } };
      const fix = () => store.prepareTurn({ turnId: id.turn('t'), preparation: {}, words });
      expect(await fix()).toEqual({});
      expect(await find('t')).toMatchObject({ ...words, preparation: {} });
      expect(await store.openTurns({ accountId: ACCOUNT })).toMatchObject([words]);
      const others = { ...words, text: 'Or not' };
      expect(await store.prepareTurn({ turnId: id.turn('t'), preparation: {}, words: others })).toBeNull();
      expect(await find('t')).toMatchObject(words);
    });

    it('make context of their rows where all of it was taken back (ruling-32)', async () => {
      await ingest(row(1), row(2));
      await form(turn('t', [1, 2], { state: 'running', preparation: null }));
      const { store } = current();
      const gone = { turnId: id.turn('t'), state: 'withdrawn', code: 'taken_back', atMs: 9 } as const;
      expect(await store.endTurn(gone)).toBe(true);
      expect(await find('t')).toMatchObject({ state: 'withdrawn', code: 'taken_back', detail: '' });
      const [one, other] = await store.verdicts(ALL);
      for (const verdict of [one, other])
        expect(verdict).toMatchObject({ fate: 'context', code: 'taken_back', turnId: 't' });
      expect(await store.endTurn(gone)).toBe(false);
      expect(await store.openTurns({ accountId: ACCOUNT })).toEqual([]);
    });
  });
}
