import { describe, expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, denied, row, SOURCE, turn } from './inputs.ts';

export function describeFirstTurns(current: () => StoreFixture): void {
  const form = async (name: string, rowid: number, mayBegin = true) => {
    const { store } = current();
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(rowid)] });
    const formed = turn(name, [rows[0]!.seq], mayBegin ? { mayBegin } : {});
    return store.formTurn({ sourceId: SOURCE, turn: formed });
  };
  const endAs = (name: string, state: 'withdrawn' | 'failed') =>
    current().store.endTurn({
      turnId: id.turn(name),
      state,
      code: state === 'failed' ? 'agent_missing' : 'taken_back',
      atMs: 3_000,
    });
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

    it('is the next one where it was withdrawn: nothing was said in it', async () => {
      for (const [index, name] of ['t', 'u', 'v'].entries()) await form(name, index + 1);
      await endAs('u', 'withdrawn');
      expect(await first()).toBe('t');
      await endAs('t', 'withdrawn');
      expect(await first()).toBe('v');
      await endAs('v', 'failed');
      expect(await first()).toBe('v');
    });

    it('is the next one that comes where all that there were are withdrawn', async () => {
      await form('t', 1);
      await endAs('t', 'withdrawn');
      expect(await first()).toBeNull();
      await form('u', 2);
      await form('v', 3);
      expect(await first()).toBe('u');
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
