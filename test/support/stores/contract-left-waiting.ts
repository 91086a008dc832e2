import { describe, expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, denied, part, row, SOURCE, turn } from './inputs.ts';

export function describeLeftWaiting(current: () => StoreFixture): void {
  const store = () => current().store;
  const rowFor = (accountId: string, rowid: number) =>
    row(rowid, { verdicts: [{ accountId, fate: null, code: 'admitted' }] });
  const waiting = (...accountIds: string[]) => store().waitingOfOthers({ accountIds });

  describe('what waits of accounts that nobody runs', () => {
    it('is nothing where everything has its end', async () => {
      expect(await waiting()).toEqual([]);
      const { rows } = await store().ingest({ sourceId: SOURCE, rows: [denied(1), row(2)] });
      await store().formTurn({ sourceId: SOURCE, turn: turn('t', [rows[1]!.seq]) });
      await store().startTurn({ turnId: id.turn('t') });
      await store().answer({ turnId: id.turn('t'), parts: [], atMs: 3 });
      expect(await waiting()).toEqual([]);
    });

    it('is counted by account, but for those that are named', async () => {
      await store().ingest({
        sourceId: SOURCE,
        rows: [rowFor('work', 1), rowFor('old', 2), rowFor('work', 3)],
      });
      expect(await waiting()).toEqual([
        { accountId: 'old', rows: 1, turns: 0, parts: 0 },
        { accountId: 'work', rows: 2, turns: 0, parts: 0 },
      ]);
      expect(await waiting('work', 'home')).toEqual([{ accountId: 'old', rows: 1, turns: 0, parts: 0 }]);
    });

    it('are late rows, turns and parts as well, also behind others that ended', async () => {
      const { rows } = await store().ingest({ sourceId: SOURCE, rows: [row(9), row(5), row(10)] });
      const [first, late] = rows.map(({ seq }) => seq);
      await store().formTurn({ sourceId: SOURCE, turn: turn('t', [first!]) });
      await store().startTurn({ turnId: id.turn('t') });
      await store().answer({ turnId: id.turn('t'), parts: [part('p'), part('q')], atMs: 3 });
      await store().formTurn({ sourceId: SOURCE, turn: turn('u', [rows[2]!.seq]) });
      expect(late).toBeDefined();
      expect(await waiting()).toEqual([{ accountId: ACCOUNT, rows: 1, turns: 1, parts: 2 }]);
      expect(await waiting(ACCOUNT)).toEqual([]);
    });
  });
}
