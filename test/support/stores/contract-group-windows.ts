import { describe, expect, it } from 'vitest';
import type { ContentKey } from '../../../engine/store/commands/journal.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, row, SOURCE, turn } from './inputs.ts';

const { sessionKey } = CONTEXT;

export function describeGroupWindows(current: () => StoreFixture): void {
  /** Journals rows that mention nobody. */
  const say = (
    rowids: readonly number[],
    limit = 3,
    more: { sessionKey?: string; content?: ContentKey } = {},
  ) => {
    const { content, sessionKey: session = sessionKey } = more;
    const window = { sessionKey: session, limit };
    const verdicts = [{ accountId: ACCOUNT, fate: 'context', code: 'no_mention', window } as const];
    const rows = rowids.map((rowid) => row(rowid, { verdicts, ...(content && { content }) }));
    return current().store.ingest({ sourceId: SOURCE, rows });
  };
  const told = async (beforeSeq: number, limit = 10, session = sessionKey) => {
    const asked = { accountId: ACCOUNT, sessionKey: session, beforeSeq, limit };
    const { bodies, hasLater } = await current().store.groupWindow(asked);
    return { rowids: bodies.map(({ raw }) => JSON.parse(Buffer.from(raw).toString()).id), hasLater };
  };
  const groups = () => current().store.groupsWithWindows({ accountId: ACCOUNT, limit: 10 });
  const form = async (name: string, rowid: number) => {
    const { rows } = await current().store.ingest({ sourceId: SOURCE, rows: [row(rowid)] });
    const formed = turn(name, [rows[0]!.seq], { preparation: null });
    await current().store.formTurn({ sourceId: SOURCE, turn: formed });
  };
  const said = [{ sender: 'a', text: 'x', sentAtMs: null }];
  const prepare = (name: string, preparation: object) =>
    current().store.prepareTurn({ turnId: id.turn(name), preparation });

  describe('the window of a group', () => {
    it('holds the newest rows, oldest first, each once (HIS-5)', async () => {
      await say([1, 2, 3, 4]);
      await say([4, 3]);
      expect(await told(100)).toEqual({ rowids: [2, 3, 4], hasLater: false });
      expect(await told(100, 2)).toEqual({ rowids: [3, 4], hasLater: false });
      expect(await told(4)).toEqual({ rowids: [2, 3], hasLater: true });
      await say([5], 1);
      expect(await told(100)).toEqual({ rowids: [5], hasLater: false });
    });

    it('gives back what chat.db said of its rows', async () => {
      const kind = { itemType: 0, associatedType: 0, associatedGuid: null, hasFiles: true };
      const window = { sessionKey, limit: 3 };
      const said = { accountId: ACCOUNT, fate: 'context', code: 'no_mention', window } as const;
      const verdicts = [{ ...said, facts: { kind } }];
      await current().store.ingest({ sourceId: SOURCE, rows: [row(1, { verdicts })] });
      await say([2]);
      const asked = { accountId: ACCOUNT, sessionKey, beforeSeq: 100, limit: 10 };
      const { bodies } = await current().store.groupWindow(asked);
      expect(bodies.map((body) => body.kind)).toEqual([kind, null]);
    });

    it('is that of its session and account alone', async () => {
      await say([1], 3, { sessionKey: 'another' });
      await say([2]);
      expect(await told(100)).toMatchObject({ rowids: [2] });
      expect(await told(100, 10, 'another')).toMatchObject({ rowids: [1] });
      expect(await groups()).toEqual([sessionKey, 'another'].toSorted());
      expect(await current().store.groupsWithWindows({ accountId: 'other', limit: 10 })).toEqual([]);
    });

    it('goes with a turn that is prepared with it, up to that turn (HIS-5)', async () => {
      await say([1, 2]);
      await form('t', 3);
      await say([4]);
      await form('u', 5);
      expect(await prepare('t', { history: [] })).not.toBeNull();
      expect(await told(100)).toMatchObject({ rowids: [1, 2, 4] });
      await current().store.startTurn({ turnId: id.turn('u') });
      await form('v', 6);
      await prepare('u', { context: said });
      expect(await told(100)).toMatchObject({ rowids: [] });
      expect(await groups()).toEqual([]);
    });

    it('keeps what came after the turn that took the rest', async () => {
      await say([1]);
      await form('t', 2);
      await say([3]);
      await prepare('t', { context: said });
      expect(await told(100)).toMatchObject({ rowids: [3] });
    });

    it('has no row whose body is kept no longer', async () => {
      await say([1]);
      await current().store.dropPayloads({ beforeMs: 10_000, limit: 10 });
      expect(await told(100)).toMatchObject({ rowids: [] });
    });

    it('has nothing twice that was told again under another GUID (ruling-23)', async () => {
      const content = { hash: 'h', apartMs: 0 };
      await say([1], 3, { content });
      const { rows } = await say([2], 3, { content });
      expect(rows).toEqual([{ seq: 2, isNew: false }]);
      expect(await told(100)).toMatchObject({ rowids: [1] });
    });
  });
}
