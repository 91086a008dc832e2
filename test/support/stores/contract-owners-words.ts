import { describe, expect, it } from 'vitest';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, createSource, row, SOURCE } from './inputs.ts';

export function describeOwnersWords(current: () => StoreFixture): void {
  const say = (rowid: number, conversation: string, atMs: number, sourceId = SOURCE) => {
    const ownersWord = { conversation, atMs };
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
        { conversation: '+15550001111', atMs: 200 },
        { conversation: 'crew', atMs: 300 },
      ]);
      expect(await since(200)).toEqual([{ conversation: 'crew', atMs: 300 }]);
    });

    it('count once, with the first sighting of their row', async () => {
      await say(1, 'crew', 300);
      await say(1, 'crew', 900);
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 300 }]);
    });

    it('are those of their database', async () => {
      await createSource(current().store, 'source-2');
      await say(1, 'crew', 300);
      await say(2, 'crew', 400, 'source-2');
      expect(await since(0)).toEqual([{ conversation: 'crew', atMs: 300 }]);
      expect(await since(0, [SOURCE, 'source-2'])).toHaveLength(2);
      expect(await since(0, [])).toEqual([]);
    });
  });
}
