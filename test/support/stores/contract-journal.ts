import { describe, expect, it } from 'vitest';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, createSource, denied, row, SOURCE } from './inputs.ts';

const OF_ACCOUNT = { sourceId: SOURCE, accountId: ACCOUNT };
const ALL = { ...OF_ACCOUNT, afterSeq: 0, limit: 100 };

export function describeJournal(current: () => StoreFixture): void {
  const ingest = (...rows: ReturnType<typeof row>[]) => current().store.ingest({ sourceId: SOURCE, rows });
  const settle = (...seqs: number[]) =>
    current().store.settle({
      ...OF_ACCOUNT,
      verdicts: seqs.map((seq) => ({ seq, fate: 'command', code: 'bad_field', detail: 'done' })),
    });
  const cursors = async () => {
    const { journalledTo, settledTo } = await createSource(current().store);
    return [journalledTo, settledTo];
  };

  describe('cursors', () => {
    it('start at nothing and are lifted by a first boundary', async () => {
      expect(await cursors()).toEqual([null, null]);
      await current().store.advanceCursors({ sourceId: SOURCE, rowid: 900 });
      expect(await cursors()).toEqual([900, 900]);
    });

    it('are never lowered', async () => {
      await current().store.advanceCursors({ sourceId: SOURCE, rowid: 900 });
      await current().store.advanceCursors({ sourceId: SOURCE, rowid: 100 });
      expect(await ingest(denied(50))).toMatchObject({ journalledTo: 900, settledTo: 900 });
    });

    it('settledTo stops below the lowest pending row and follows when that has its fate', async () => {
      const result = await ingest(denied(10), row(11), denied(12), row(13), denied(14));
      expect(result).toMatchObject({ journalledTo: 14, settledTo: 10 });
      await settle(4);
      expect(await cursors()).toEqual([14, 10]);
      await settle(2);
      expect(await cursors()).toEqual([14, 14]);
    });

    it('settledTo does not pass a pending row when a skipped span is closed above it', async () => {
      await ingest(row(10));
      const skipped = await current().store.advanceCursors({ sourceId: SOURCE, rowid: 500 });
      expect(skipped).toMatchObject({ journalledTo: 500, settledTo: 9 });
      await settle(1);
      expect(await cursors()).toEqual([500, 500]);
    });

    it('a row that comes late below settledTo stays pending and lowers nothing', async () => {
      await ingest(denied(10));
      expect(await ingest(row(3))).toMatchObject({ journalledTo: 10, settledTo: 10 });
      expect(await current().store.pending(ALL)).toMatchObject([{ rowid: 3 }]);
    });

    it('do not move for rows without a rowid', async () => {
      const named = row(null, { eventId: 'c:1' });
      expect(await ingest(named)).toMatchObject({ journalledTo: null, settledTo: null });
    });

    it('wait for every account of the source', async () => {
      const verdicts = [
        { accountId: ACCOUNT, fate: 'denied' as const, code: 'dm_blocked' as const },
        { accountId: 'work', fate: null, code: 'admitted' as const },
      ];
      expect(await ingest(row(7, { verdicts }))).toMatchObject({ journalledTo: 7, settledTo: 6 });
    });

    it('of one source are not moved by another', async () => {
      await createSource(current().store, 'other');
      await ingest(row(3));
      await current().store.ingest({ sourceId: 'other', rows: [denied(90)] });
      expect(await cursors()).toEqual([3, 2]);
    });
  });

  describe('the journal', () => {
    it('answers a repeat with the seq of the first sighting and changes nothing but the count', async () => {
      await ingest(row(1));
      const repeat = row(1, { arrivedAtMs: 9_999, verdicts: denied(1).verdicts });
      expect((await ingest(repeat)).rows).toEqual([{ seq: 1, isNew: false }]);
      expect(await current().store.pending(ALL)).toMatchObject([{ seq: 1, arrivedAtMs: 1_000 }]);
      expect(await current().store.counts(OF_ACCOUNT)).toMatchObject({ sightings: 2, repeats: 1, rows: 1 });
    });

    it('knows a repeat within one call', async () => {
      expect((await ingest(row(1), row(1), row(2))).rows).toEqual([
        { seq: 1, isNew: true },
        { seq: 1, isNew: false },
        { seq: 2, isNew: true },
      ]);
    });

    it('keeps rows of two places apart even when they have the same event id', async () => {
      const { store } = current();
      await store.createSource({ sourceId: 'other', locator: '/other', fileKey: null, createdAtMs: 1 });
      await ingest(row(1));
      expect((await store.ingest({ sourceId: 'other', rows: [row(1)] })).rows).toEqual([
        { seq: 2, isNew: true },
      ]);
    });

    it('knows what was said again under another GUID, and keeps it as such (ruling-23)', async () => {
      const said = (rowid: number, change = {}) =>
        row(rowid, { content: { hash: 'h', apartMs: 0 }, ...change });
      expect((await ingest(said(1), said(2), said(1))).rows).toEqual([
        { seq: 1, isNew: true },
        { seq: 2, isNew: false },
        { seq: 1, isNew: false },
      ]);
      expect(await current().store.verdicts({ ...ALL, afterSeq: 1 })).toMatchObject([
        { eventId: 'guid:G2', rowid: 2, fate: 'merged', code: 'told_again' },
      ]);
      expect(await current().store.counts(OF_ACCOUNT)).toMatchObject({ sightings: 3, repeats: 1, rows: 2 });
      const told = { ...denied(4).verdicts[0]!, answer: { end: null, otherwise: [] } };
      expect((await ingest(said(2), said(3, denied(3)), said(4, { verdicts: [told] }))).rows).toEqual([
        { seq: 2, isNew: false },
        { seq: 3, isNew: true },
        { seq: 4, isNew: false },
      ]);
    });

    it('takes what arrives too soon after it for the same said twice', async () => {
      const said = (rowid: number, arrivedAtMs: number) =>
        row(rowid, { content: { hash: 'h', apartMs: 10_000 }, arrivedAtMs });
      const { rows } = await ingest(said(1, 0), said(2, 10_000), said(3, 10_001));
      expect(rows.map(({ isNew }) => isNew)).toEqual([true, true, false]);
    });

    it('gives back the bytes as they were, even if the caller uses their memory again', async () => {
      const raw = new Uint8Array([0, 255, 10, 0xe2, 0x80, 0xa8]);
      await ingest(row(1, { raw }));
      raw.fill(7);
      const [found] = await current().store.pending(ALL);
      expect([...found!.raw]).toEqual([0, 255, 10, 0xe2, 0x80, 0xa8]);
    });

    it('gives back what chat.db said of a row that waits, for the account for which it counted (ruling-24)', async () => {
      const kind = { itemType: 0, associatedType: 0, associatedGuid: null, hasFiles: true };
      const waits = { fate: null, code: 'admitted' } as const;
      const verdicts = [
        { ...waits, accountId: ACCOUNT, facts: { boundary: 7, kind } },
        { ...waits, accountId: 'work' },
      ];
      await ingest(row(1, { verdicts }), row(2));
      const kinds = async (accountId: string) =>
        (await current().store.pending({ ...ALL, accountId })).map((found) => found.kind);
      expect(await kinds(ACCOUNT)).toEqual([kind, null]);
      expect(await kinds('work')).toEqual([null]);
    });

    it('pages pending rows in journal order', async () => {
      await ingest(row(9), denied(2), row(5), row(7));
      const page = (afterSeq: number) => current().store.pending({ ...OF_ACCOUNT, afterSeq, limit: 2 });
      expect((await page(0)).map((found) => [found.seq, found.rowid])).toEqual([
        [1, 9],
        [3, 5],
      ]);
      expect((await page(3)).map((found) => found.rowid)).toEqual([7]);
    });

    it('drains a flood larger than SQLite can name in one statement (A19)', async () => {
      const flood = Array.from({ length: 33_000 }, (_, index) => row(index + 1));
      await ingest(...flood);
      const seqs = (await current().store.pending({ ...ALL, limit: 40_000 })).map((found) => found.seq);
      expect(seqs).toHaveLength(33_000);
      await settle(...seqs);
      expect(await current().store.counts(OF_ACCOUNT)).toMatchObject({ rows: 33_000, pending: 0 });
      expect(await cursors()).toEqual([33_000, 33_000]);
    });

    it('settles a row once and says so (invariant-9)', async () => {
      await ingest(row(1), row(2));
      expect(await settle(1, 1, 99)).toEqual([true, false, false]);
      const first = {
        seq: 1,
        eventId: 'guid:G1',
        rowid: 1,
        fate: 'command',
        code: 'bad_field',
        detail: 'done',
        turnId: null,
        facts: null,
      };
      const second = {
        seq: 2,
        eventId: 'guid:G2',
        rowid: 2,
        fate: null,
        code: 'admitted',
        detail: '',
        turnId: null,
        facts: null,
      };
      expect(await current().store.verdicts(ALL)).toEqual([first, second]);
      expect(await current().store.verdicts({ ...ALL, afterSeq: 1, limit: 1 })).toEqual([second]);
    });

    it('keeps what was known outside of a row when it was decided', async () => {
      const facts = { boundary: 7, windowMs: 900_000, clockOffsetMs: -61_000 };
      await ingest(row(1, { verdicts: [{ accountId: ACCOUNT, fate: null, code: 'admitted', facts }] }));
      await settle(1);
      expect(await current().store.verdicts(ALL)).toMatchObject([{ fate: 'command', facts }]);
    });

    it('settles a row for the account and source that were named, and for no other', async () => {
      const { store } = current();
      await createSource(store, 'other');
      await ingest(row(1));
      const verdicts = [{ seq: 1, fate: 'dead', code: 'no_chat' }] as const;
      expect(await store.settle({ sourceId: 'other', accountId: ACCOUNT, verdicts })).toEqual([false]);
      expect(await store.settle({ sourceId: SOURCE, accountId: 'work', verdicts })).toEqual([false]);
    });

    it('counts so that sightings = rows + repeats and rows = pending + fates', async () => {
      await ingest(row(1), row(2), denied(3), denied(3), denied(4), row(1));
      await settle(2);
      const { fates, ...counts } = await current().store.counts(OF_ACCOUNT);
      expect(counts).toEqual({ sightings: 6, repeats: 2, rows: 4, pending: 1 });
      expect(fates).toMatchObject({ denied: 2, command: 1, dispatched: 0 });
    });

    it('counts for an account only what arrived for it', async () => {
      await ingest(row(1));
      await ingest(denied(2, { verdicts: [{ accountId: 'work', fate: 'denied', code: 'dm_blocked' }] }));
      const counts = await current().store.counts({ sourceId: SOURCE, accountId: 'work' });
      expect(counts).toMatchObject({ sightings: 1, repeats: 0, rows: 1, pending: 0 });
    });

    it.each([
      ['no verdict', { verdicts: [] }, 'has no verdict'],
      [
        'two verdicts for one account',
        { verdicts: [...row(1).verdicts, ...denied(1).verdicts] },
        'two verdicts',
      ],
      ['a pending verdict and no body', { raw: null }, 'pending without its body'],
    ])('refuses a row with %s', async (_what, change, message) => {
      await expect(ingest(row(1, change))).rejects.toThrow(message);
    });
  });

  describe('bodies', () => {
    const drop = (beforeMs: number, limit = 10) => current().store.dropPayloads({ beforeMs, limit });

    it('of rows that have their fate are dropped once they are old, within the limit', async () => {
      await ingest(row(1, { arrivedAtMs: 300 }), row(2, { arrivedAtMs: 100 }), row(3, { arrivedAtMs: 200 }));
      await settle(1, 2, 3);
      expect(await drop(100)).toBe(0);
      expect(await drop(300, 1)).toBe(1);
      expect(await drop(300)).toBe(1);
      expect(await drop(301)).toBe(1);
      expect(await drop(301)).toBe(0);
    });

    it('are dropped of rows that settle or arrive after all earlier ones were dropped', async () => {
      await ingest(row(1), row(2));
      await settle(2);
      expect(await drop(1e12)).toBe(1);
      await settle(1);
      await ingest(row(3, { verdicts: [{ accountId: ACCOUNT, fate: 'echo', code: 'from_me' }] }));
      expect(await drop(1e12)).toBe(2);
      await ingest(row(4));
      await settle(4);
      expect(await drop(1e12)).toBe(1);
    });

    it('of pending rows are kept, however old (invariant-21)', async () => {
      await ingest(row(1, { arrivedAtMs: 0 }));
      expect(await drop(1e12)).toBe(0);
      expect(await current().store.pending(ALL)).toHaveLength(1);
    });

    it('of a row that another account waits for are kept', async () => {
      const verdicts = [...row(1).verdicts, { accountId: 'work', fate: null, code: 'admitted' as const }];
      await ingest(row(1, { verdicts }));
      await current().store.settle({
        ...OF_ACCOUNT,
        verdicts: [{ seq: 1, fate: 'denied', code: 'dm_blocked' }],
      });
      expect(await drop(1e12)).toBe(0);
      const waiting = await current().store.pending({ ...ALL, accountId: 'work' });
      expect([...waiting[0]!.raw]).toEqual([...row(1).raw!]);
    });

    it.each(['denied', 'stale'] as const)('of a row that ends %s are not kept at all', async (fate) => {
      await ingest(row(1));
      await current().store.settle({ ...OF_ACCOUNT, verdicts: [{ seq: 1, fate, code: 'dm_blocked' }] });
      expect(await drop(1e12)).toBe(0);
    });
  });
}
