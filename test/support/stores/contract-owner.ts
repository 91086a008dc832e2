import { describe, expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import { openCore, type StoreFixture } from './bed.ts';
import { ACCOUNT, createSource, part, row, SOURCE, turn } from './inputs.ts';

export function describeOwnership(current: () => StoreFixture): void {
  describe('ownership and transactions', () => {
    it('fences the first gateway off once a second has acquired the store', async () => {
      const { store, bed } = current();
      const second = openCore(bed.openAgain(), 'two');
      expect(second.epoch).toBe(store.epoch + 1);
      await expect(store.ingest({ sourceId: SOURCE, rows: [row(1)] })).rejects.toMatchObject({
        code: 'store_owner_lost',
      });
      const counts = await second.counts({ sourceId: SOURCE, accountId: ACCOUNT });
      expect(counts).toMatchObject({ sightings: 0, rows: 0 });
    });

    it('fences reads off too, so that nothing is decided on what another gateway has changed', async () => {
      const { store, bed } = current();
      openCore(bed.openAgain(), 'two');
      await expect(store.openTurns({ accountId: ACCOUNT })).rejects.toMatchObject({
        code: 'store_owner_lost',
      });
    });

    it('refuses an epoch that was never given out', () => {
      const { store, bed } = current();
      expect(() => bed.core.transact(store.epoch + 1, [])).toThrowError(
        expect.objectContaining({ code: 'store_owner_lost' }),
      );
    });

    it('gives the next owner everything the last one left (invariant-22)', async () => {
      const { store, bed } = current();
      await store.ingest({ sourceId: SOURCE, rows: [row(1), row(2)] });
      await store.formTurn({ sourceId: SOURCE, turn: turn('t', [1]) });
      await store.close();
      const next = openCore(bed.openAgain(), 'two');
      const scan = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 9 };
      expect((await next.pending(scan)).map((found) => found.seq)).toEqual([2]);
      expect(await next.openTurns({ accountId: ACCOUNT })).toMatchObject([{ turnId: 't' }]);
      expect(await createSource(next)).toMatchObject({ journalledTo: 2, settledTo: 1 });
    });

    it('runs commands that are issued together in the order of issue', async () => {
      const { store } = current();
      const [ingested, formed, started, answered] = await Promise.all([
        store.ingest({ sourceId: SOURCE, rows: [row(1)] }),
        store.formTurn({ sourceId: SOURCE, turn: turn('t', [1]) }),
        store.startTurn({ turnId: id.turn('t') }),
        store.answer({ turnId: id.turn('t'), parts: [part('p')], atMs: 5 }),
      ]);
      expect(ingested.rows).toEqual([{ seq: 1, isNew: true }]);
      expect([formed, started, answered]).toMatchObject([true, { turnId: 't', attempts: 1 }, true]);
    });

    it('keeps the neighbours of a command that is refused, and nothing of the command itself', async () => {
      const { store } = current();
      const bad = row(2, { verdicts: [] });
      const results = await Promise.allSettled([
        store.ingest({ sourceId: SOURCE, rows: [row(1)] }),
        store.ingest({ sourceId: SOURCE, rows: [row(3), bad] }),
        store.ingest({ sourceId: SOURCE, rows: [row(4)] }),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const scan = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 9 };
      expect((await store.pending(scan)).map((found) => found.rowid)).toEqual([1, 4]);
      expect(await store.counts({ sourceId: SOURCE, accountId: ACCOUNT })).toMatchObject({ sightings: 2 });
    });

    it.each([
      ['moveSource', (store) => store.moveSource({ sourceId: 'none', locator: 'x', fileKey: null, atMs: 1 })],
      ['advanceCursors', (store) => store.advanceCursors({ sourceId: 'none', rowid: 1 })],
      ['ingest', (store) => store.ingest({ sourceId: 'none', rows: [] })],
      ['settle', (store) => store.settle({ sourceId: 'none', accountId: ACCOUNT, verdicts: [] })],
      ['formTurn', (store) => store.formTurn({ sourceId: 'none', turn: turn('t', []) })],
      ['pending', (store) => store.pending({ sourceId: 'none', accountId: ACCOUNT, afterSeq: 0, limit: 1 })],
      ['counts', (store) => store.counts({ sourceId: 'none', accountId: ACCOUNT })],
    ] as [string, (store: StoreFixture['store']) => Promise<unknown>][])(
      'refuses %s for a source that was never created, instead of taking it for an empty one',
      async (_name, run) => {
        await expect(run(current().store)).rejects.toThrow('There is no source none');
      },
    );
  });
}
