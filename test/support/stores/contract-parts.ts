import { describe, expect, it } from 'vitest';
import type { Commands } from '../../../engine/store/store.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import {
  ACCOUNT,
  answerWith,
  openParts as listOpenParts,
  part,
  row,
  SOURCE,
  TARGET,
  turn,
} from './inputs.ts';

type End = Commands['endPart']['in'];

export function describeParts(current: () => StoreFixture): void {
  describe('texts of turns and parts (T9)', () => {
    const drop = (beforeMs: number) => current().store.dropPayloads({ beforeMs, limit: 10 });
    const texts = async () => {
      const { store } = current();
      const parts = await store.recentParts({ accountId: ACCOUNT, sinceMs: 0, limit: 10 });
      const turns = await Promise.all(
        ['a', 'b'].map((name) => store.turn({ turnId: id.turn(`turn-${name}`) })),
      );
      return [...turns, ...parts].map((found) => found && ('text' in found ? found.text : found.content));
    };

    it('go after their time where nothing is to be done any more, and stay where something is', async () => {
      const { store } = current();
      await answerWith(store, part('a'), part('b'));
      await store.startPart({ partId: id.part('a'), maxRowid: 1, atMs: 3_000 });
      const end = { partId: id.part('a'), from: 'sending', to: 'failed', evidence: { via: 'none' } } as const;
      await store.endPart({ ...end, atMs: 3_000 });
      // The row, the turn and the part that has failed; of the one in the queue the row and the turn.
      expect(await drop(2_000)).toBe(2);
      expect(await drop(1e12)).toBe(3);
      expect(await drop(1e12)).toBe(0);
      expect(await texts()).toEqual(['', '', 'text of b', '']);
    });

    it('of turns that are still open are kept, however old', async () => {
      const { store } = current();
      const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(1)] });
      await store.formTurn({ sourceId: SOURCE, turn: turn('turn-a', [rows[0]!.seq]) });
      await drop(1e12);
      expect((await texts())[0]).toBe(turn('turn-a', []).text);
    });
  });

  const answer = (...parts: ReturnType<typeof part>[]) => answerWith(current().store, ...parts);
  const start = (part: string) =>
    current().store.startPart({ partId: id.part(part), maxRowid: 40, atMs: 4_000 });
  const end = (part: string, from: End['from'], to: End['to'], guid: string | null = null) =>
    current().store.endPart({
      partId: id.part(part),
      from,
      to,
      evidence: {
        guid: guid === null ? null : id.guid(guid),
        rowid: guid === null ? null : id.rowid(41),
        via: guid === null ? 'none' : 'row',
        detail: 'd',
      },
      atMs: 5_000,
    });
  const openParts = () => listOpenParts(current().store);
  const recent = (sinceMs = 0, limit = 100) =>
    current().store.recentParts({ accountId: ACCOUNT, sinceMs, limit });

  describe('parts', () => {
    it('are kept with all that a crash is reconciled from', async () => {
      await answer(part('p', { state: 'sending', maxRowid: 40, sendingAtMs: 3_000 }));
      expect(await openParts()).toEqual([
        {
          partId: 'p',
          turnId: 'turn-p',
          accountId: ACCOUNT,
          lane: 'lane-1',
          seq: 1,
          ordinal: 0,
          kind: 'text',
          content: 'text of p',
          target: TARGET,
          attemptId: 'attempt-p',
          state: 'sending',
          maxRowid: 40,
          sendingAtMs: 3_000,
          guid: null,
          rowid: null,
          evidence: null,
          endedAtMs: null,
          createdAtMs: 3_000,
        },
      ]);
    });

    it('go from queued to sending once', async () => {
      await answer(part('p'));
      expect(await start('p')).toBe(true);
      expect(await openParts()).toMatchObject([{ state: 'sending', maxRowid: 40, sendingAtMs: 4_000 }]);
      expect(await start('p')).toBe(false);
      expect(await start('none')).toBe(false);
    });

    it('are found by the row that proves them, by whoever they are of', async () => {
      const proven = (guid: string, accountId = ACCOUNT) =>
        current().store.provenPart({ accountId, guid: id.guid(guid) });
      await answer(part('p'));
      await start('p');
      expect(await proven('S1')).toBeNull();
      await end('p', 'sending', 'sent', 'S1');
      expect(await proven('S1')).toMatchObject({ partId: 'p', state: 'sent', guid: 'S1' });
      expect(await proven('S2')).toBeNull();
      expect(await proven('s1')).toBeNull();
      expect(await proven('S1', 'work')).toBeNull();
    });

    it('are known by what proves them, whatever account they are of and whatever is kept of their words', async () => {
      const proven = async (...guids: string[]) => current().store.provenGuids({ guids: guids.map(id.guid) });
      await answer(part('p'), part('q', { ordinal: 1 }));
      await start('p');
      expect(await proven('S1', 'S2')).toEqual([]);
      await end('p', 'sending', 'sent', 'S1');
      expect(await proven('S2', 'S1')).toEqual(['S1']);
      while ((await current().store.dropPayloads({ beforeMs: 1e12, limit: 9 })) > 0);
      expect(await proven('S1')).toEqual(['S1']);
      expect(await proven()).toEqual([]);
    });

    it('end sent with their evidence', async () => {
      await answer(part('p'));
      await start('p');
      expect(await end('p', 'sending', 'sent', 'S1')).toBe(true);
      expect(await openParts()).toEqual([]);
      const evidence = { guid: 'S1', rowid: 41, via: 'row', detail: 'd' };
      expect(await recent()).toMatchObject([
        { state: 'sent', guid: 'S1', rowid: 41, maxRowid: 40, evidence },
      ]);
    });

    it('do not change when they are in another state than the caller thinks', async () => {
      await answer(part('p'));
      expect(await end('p', 'sending', 'sent', 'S1')).toBe(false);
      expect(await end('none', 'sending', 'sent', 'S1')).toBe(false);
      expect(await recent()).toMatchObject([{ state: 'queued', guid: null, evidence: null }]);
    });

    it('are not proved by a guid that proves another part', async () => {
      await answer(part('p'), part('q'));
      await start('p');
      await start('q');
      await end('p', 'sending', 'sent', 'S1');
      expect(await end('q', 'sending', 'sent', 'S1')).toBe(false);
      expect(await openParts()).toMatchObject([{ partId: 'q', state: 'sending', guid: null }]);
      expect(await end('q', 'sending', 'sent', 'S2')).toBe(true);
    });

    it('give up a guid that they lose', async () => {
      await answer(part('p'), part('q'));
      await start('p');
      await start('q');
      await end('p', 'sending', 'sent', 'S1');
      expect(await end('p', 'sent', 'undelivered')).toBe(true);
      expect(await end('q', 'sending', 'sent', 'S1')).toBe(true);
    });

    it('of an unknown outcome are not open, and stay so', async () => {
      await answer(part('p'));
      await start('p');
      expect(await end('p', 'sending', 'unknown')).toBe(true);
      expect(await openParts()).toEqual([]);
      expect(await end('p', 'sending', 'sent', 'S1')).toBe(false);
      expect(await recent()).toMatchObject([{ state: 'unknown', guid: null }]);
    });

    it('that were sent become undelivered once, and keep what proved them', async () => {
      await answer(part('p'), part('q'));
      await start('p');
      await end('p', 'sending', 'sent', 'S1');
      expect(await end('p', 'sent', 'undelivered', 'S1')).toBe(true);
      expect(await end('p', 'sent', 'undelivered', 'S1')).toBe(false);
      expect(await recent()).toMatchObject([
        { partId: 'q' },
        { state: 'undelivered', guid: 'S1', rowid: 41 },
      ]);
      await start('q');
      expect(await end('q', 'sending', 'sent', 'S1')).toBe(false);
      expect(await openParts()).toMatchObject([{ partId: 'q' }]);
    });

    it('go back to queued, without their mark, after a failure that is definite', async () => {
      await answer(part('p'), part('q'));
      await start('p');
      expect(await end('p', 'sending', 'queued')).toBe(true);
      expect(await openParts()).toMatchObject([
        { partId: 'p', state: 'queued', maxRowid: null, sendingAtMs: null },
        { partId: 'q' },
      ]);
      expect(await start('p')).toBe(true);
    });

    it('keep how often and since when they were refused, also while they are tried again', async () => {
      await answer(part('p'));
      const evidence = { via: 'none', detail: 'not now', refusals: { count: 2, firstAtMs: 4_100 } } as const;
      await start('p');
      const queued = { partId: id.part('p'), from: 'sending', to: 'queued', evidence } as const;
      await current().store.endPart({ ...queued, atMs: 4_200 });
      expect(await openParts()).toMatchObject([{ state: 'queued', evidence }]);
      expect(await start('p')).toBe(true);
      expect(await openParts()).toMatchObject([{ state: 'sending', evidence }]);
    });

    it.each([
      ['queued', 'sent', 'cannot go from queued to sent'],
      ['queued', 'unknown', 'cannot go from queued to unknown'],
      ['sending', 'expired', 'cannot go from sending to expired'],
      ['sending', 'undelivered', 'cannot go from sending to undelivered'],
      ['sent', 'queued', 'cannot go from sent to queued'],
    ] as const)('are refused the way from %s to %s', async (from, to, message) => {
      await answer(part('p'));
      await expect(end('p', from, to)).rejects.toThrow(message);
    });

    it('are not queued again with evidence that they were sent', async () => {
      await answer(part('p'));
      await start('p');
      await expect(end('p', 'sending', 'queued', 'S1')).rejects.toThrow('cannot be queued again');
      expect(await openParts()).toMatchObject([{ state: 'sending' }]);
    });

    it.each(['failed', 'expired'] as const)('may end %s before they were sent', async (to) => {
      await answer(part('p'));
      expect(await end('p', 'queued', to)).toBe(true);
      expect(await openParts()).toEqual([]);
    });

    it('that wait are listed by lane, oldest first, from one on, up to a limit', async () => {
      const { store } = current();
      const add = async (name: string, lane: string, count: number, accountId = ACCOUNT) => {
        const verdicts = [{ accountId, fate: null, code: 'admitted' } as const];
        const { rows } = await store.ingest({
          sourceId: SOURCE,
          rows: [row(null, { eventId: name, verdicts })],
        });
        const formed = turn(name, [rows[0]!.seq], { state: 'running', lane: id.lane(lane), accountId });
        await store.formTurn({ sourceId: SOURCE, turn: formed });
        const parts = Array.from({ length: count }, (_, ordinal) => part(`${name}${ordinal}`, { ordinal }));
        await store.answer({ turnId: formed.turnId, parts, atMs: 3_000 });
      };
      await add('b', 'lane-b', 2);
      await add('a', 'lane-a', 1);
      await add('c', 'lane-b', 1);
      await add('w', 'lane-w', 1, 'work');
      await start('b0');
      const found = (lane: string | null, limit = 9, afterSeq = 0) =>
        store.queuedParts({
          accountId: ACCOUNT,
          lane: lane === null ? null : id.lane(lane),
          afterSeq,
          limit,
        });
      const ids = async (...asked: Parameters<typeof found>) =>
        (await found(...asked)).map(({ partId }) => partId);
      expect(await ids(null)).toEqual(['b1', 'a0', 'c0']);
      expect(await ids(null, 2)).toEqual(['b1', 'a0']);
      expect(await ids(null, 9, (await found(null))[0]!.seq)).toEqual(['a0', 'c0']);
      expect(await ids('lane-b')).toEqual(['b1', 'c0']);
      expect(await ids('lane-b', 1)).toEqual(['b1']);
      expect(await ids('lane-w')).toEqual([]);
      expect(await store.sendingParts({ accountId: ACCOUNT })).toMatchObject([{ partId: 'b0' }]);
    });

    it('are listed newest first, from a time on: of those, so many that were made last', async () => {
      const { store } = current();
      const times = [100, 300, 200, 300];
      for (const [index, atMs] of times.entries()) {
        const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(index + 1)] });
        const running = turn(`t${index}`, [rows[0]!.seq], { state: 'running' });
        await store.formTurn({ sourceId: SOURCE, turn: running });
        await store.answer({ turnId: id.turn(`t${index}`), parts: [part(`p${index}`)], atMs });
      }
      const ids = async (sinceMs: number, limit: number) =>
        (await recent(sinceMs, limit)).map((found) => found.partId);
      expect(await ids(0, 100)).toEqual(['p3', 'p1', 'p2', 'p0']);
      expect(await ids(200, 100)).toEqual(['p3', 'p1', 'p2']);
      expect(await ids(0, 2)).toEqual(['p3', 'p2']);
      expect(await ids(300, 2)).toEqual(['p3', 'p1']);
      expect(await store.recentParts({ accountId: 'work', sinceMs: 0, limit: 9 })).toEqual([]);
      const saidAtMs = async (sinceMs: number, limit: number) =>
        (await store.exchanges({ accountId: ACCOUNT, sinceMs, limit })).map((one) => one.saidAtMs);
      expect(await saidAtMs(0, 100)).toEqual([100, 200, 300, 300]);
      expect(await saidAtMs(0, 2)).toEqual([200, 300]);
      expect(await saidAtMs(300, 2)).toEqual([300, 300]);
    });
  });
}
