import { describe, expect, it } from 'vitest';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, denied, row, SOURCE, turn } from './inputs.ts';

export function describeFirstTurns(current: () => StoreFixture): void {
  const form = async (name: string, rowid: number, mayBegin = true) => {
    const { store } = current();
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(rowid)] });
    const formed = turn(name, [rows[0]!.seq], mayBegin ? { mayBegin } : {});
    return store.formTurn({ sourceId: SOURCE, turn: formed });
  };
  const first = (sessionKey = CONTEXT.sessionKey) => current().store.firstTurn({ sessionKey });

  describe('the first turn of a session', () => {
    it('is the one that was formed first of those that may begin it (HIS-1)', async () => {
      await form('early', 1, false);
      expect(await first()).toBeNull();
      await form('t', 2);
      await form('u', 3);
      expect(await first()).toBe('t');
      expect(await first('another')).toBeNull();
    });

    it('is none that could not be formed', async () => {
      const { store } = current();
      const formed = turn('t', [99], { mayBegin: true });
      expect(await store.formTurn({ sourceId: SOURCE, turn: formed })).toBe(false);
      expect(await first()).toBeNull();
    });
  });

  it('says what became of rows, by their names', async () => {
    const { store } = current();
    await store.ingest({ sourceId: SOURCE, rows: [row(1), denied(2)] });
    const eventIds = ['guid:G2', 'guid:G9', 'guid:G1'];
    const asked = { sourceIds: [SOURCE], eventIds };
    expect(await store.verdictsOf({ ...asked, accountId: ACCOUNT })).toEqual([
      { fate: 'denied', code: 'dm_blocked' },
      null,
      { fate: null, code: 'admitted' },
    ]);
    expect(await store.verdictsOf({ ...asked, accountId: 'other' })).toEqual([null, null, null]);
  });
}
