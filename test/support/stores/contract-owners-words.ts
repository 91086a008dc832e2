import { describe, expect, it } from 'vitest';
import type { TurnInput } from '../../../engine/store/commands/turns.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, createSource, row, SOURCE, TARGET, turn } from './inputs.ts';

const LANE = id.lane(`${ACCOUNT}/${TARGET.chatGuid}`);

export function describeOwnersWords(current: () => StoreFixture): void {
  const LONG_AFTER_MS = 10_000;
  const say = (
    rowid: number,
    conversation: string,
    atMs: number,
    sourceId = SOURCE,
    gatewayAtMs = atMs,
    came = { cameAtMs: LONG_AFTER_MS, arrivedAtMs: LONG_AFTER_MS },
  ) => {
    const ownersWord = { conversation, atMs, gatewayAtMs, ...came };
    const verdicts = [{ accountId: ACCOUNT, fate: 'echo', code: 'from_me', ownersWord } as const];
    return current().store.ingest({ sourceId, rows: [row(rowid, { raw: null, isFromMe: true, verdicts })] });
  };
  const since = (sinceMs: number, sourceIds: readonly string[] = [SOURCE]) =>
    current().store.ownersWords({ sourceIds, sinceMs });

  describe('words of the owner', () => {
    it('are committed with their rows, the last of each conversation (ruling-33)', async () => {
      await say(1, 'crew', 300);
      await say(2, '+15550001111', 200);
      await say(3, 'crew', 250);
      expect(await since(0)).toEqual([
        { conversation: '+15550001111', atMs: 200, gatewayAtMs: 200 },
        { conversation: 'crew', atMs: 300, gatewayAtMs: 300 },
      ]);
      expect(await since(200)).toEqual([{ conversation: 'crew', atMs: 300, gatewayAtMs: 300 }]);
    });

    it('are kept on either clock, the later on each', async () => {
      await say(1, 'crew', 300, SOURCE, 900);
      await say(2, 'crew', 400, SOURCE, 500);
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 400, gatewayAtMs: 900 }]);
    });

    it('are no later than what comes after them, by whichever clock was set back meanwhile', async () => {
      await say(1, 'crew', 900, SOURCE, 9_000);
      await say(2, 'crew', 400, SOURCE, 500, { cameAtMs: 700, arrivedAtMs: 10_000 });
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 700, gatewayAtMs: 9_000 }]);
      await say(3, 'crew', 300, SOURCE, 600, { cameAtMs: 10_000, arrivedAtMs: 600 });
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 700, gatewayAtMs: 600 }]);
    });

    it('count once, with the first sighting of their row', async () => {
      await say(1, 'crew', 300);
      await say(1, 'crew', 900);
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 300, gatewayAtMs: 300 }]);
    });

    it('leave to the owner what still waits there, but for what is told to the gateway (ruling-33)', async () => {
      const { store } = current();
      const form = (turnId: string, seq: number, change: Partial<TurnInput>) =>
        store.formTurn({ sourceId: SOURCE, turn: turn(turnId, [seq], { lane: LANE, ...change }) });
      const tells = [{ accountId: ACCOUNT, fate: null, code: 'command_waits' } as const];
      const elsewhere = row(8, { chatGuid: id.chat('another') });
      const rows = [row(1), row(2), row(3), row(4), row(5, { verdicts: tells }), row(6), elsewhere, row(12)];
      await store.ingest({ sourceId: SOURCE, rows });
      await form('begun', 1, { state: 'running' });
      await form('unprepared', 2, { state: 'running', preparation: null });
      await form('waiting', 3, {});
      await form('elsewhere', 4, { lane: id.lane('lane-2') });
      const came = { cameAtMs: 300, arrivedAtMs: 300 };
      const ownersWord = { conversation: 'crew', atMs: 300, gatewayAtMs: 300, ...came, takes: [LANE] };
      const verdicts = [{ accountId: ACCOUNT, fate: 'echo', code: 'from_me', ownersWord } as const];
      const word = row(10, { raw: null, isFromMe: true, verdicts });
      const told = await store.ingest({ sourceId: SOURCE, rows: [word, row(11)] });
      expect(told.rows).toMatchObject([
        {
          left: {
            ended: [
              { turnId: 'unprepared', state: 'withdrawn', code: 'owner_spoke' },
              { turnId: 'waiting', state: 'withdrawn', code: 'owner_spoke' },
            ],
            passedOver: [{ seq: 6, rowid: 6 }],
          },
        },
        { isNew: true },
      ]);
      const fates = await store.verdicts({ sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 99 });
      expect(fates.map(({ rowid, fate, code }) => [rowid, fate, code])).toEqual([
        [1, 'dispatched', 'began_turn'],
        [2, 'context', 'owner_spoke'],
        [3, 'context', 'owner_spoke'],
        [4, 'dispatched', 'began_turn'],
        [5, null, 'command_waits'],
        [6, 'context', 'owner_spoke'],
        [8, null, 'admitted'],
        // Told before, and written after it.
        [12, null, 'admitted'],
        [10, 'echo', 'from_me'],
        [11, null, 'admitted'],
      ]);
      expect((await store.ingest({ sourceId: SOURCE, rows: [word] })).rows).toEqual([
        { seq: 9, isNew: false },
      ]);
    });

    it('are those of their database', async () => {
      await createSource(current().store, 'source-2');
      await say(1, 'crew', 300);
      await say(2, 'crew', 400, 'source-2');
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 300, gatewayAtMs: 300 }]);
      expect(await since(0, [SOURCE, 'source-2'])).toHaveLength(2);
      expect(await since(0, [])).toEqual([]);
    });
  });
}
