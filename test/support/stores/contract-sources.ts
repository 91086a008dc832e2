import { describe, expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, createSource, denied, row, SOURCE } from './inputs.ts';

export function describeSources(current: () => StoreFixture): void {
  const ingest = (...rows: ReturnType<typeof row>[]) => current().store.ingest({ sourceId: SOURCE, rows });

  describe('sources', () => {
    it('remembers for good that a balloon id has come', async () => {
      const { store } = current();
      await store.markBalloonSeen({ sourceId: SOURCE });
      expect(await createSource(store)).toMatchObject({ balloonSeen: true });
      expect(await createSource(store, 'other')).toMatchObject({ balloonSeen: false });
    });

    it('remembers whether the build that read last marks link previews', async () => {
      const { store } = current();
      await store.notePreviews({ sourceId: SOURCE, areMarked: true });
      expect(await createSource(store)).toMatchObject({ previewsMarked: true });
      expect(await createSource(store, 'other')).toMatchObject({ previewsMarked: false });
      await store.notePreviews({ sourceId: SOURCE, areMarked: false });
      expect(await createSource(store)).toMatchObject({ previewsMarked: false });
    });

    it('keeps a source as it is when it is created twice', async () => {
      const { store } = current();
      await ingest(denied(5));
      const again = { sourceId: SOURCE, locator: 'elsewhere', fileKey: '9:9', createdAtMs: 9 };
      expect(await store.createSource(again)).toEqual({
        sourceId: SOURCE,
        fileKey: '1:2',
        balloonSeen: false,
        previewsMarked: false,
        journalledTo: 5,
        settledTo: 5,
        marks: [{ rowid: 5, guid: 'G5' }],
        beginning: null,
        lookedAtMs: 1_000,
        isFirst: true,
      });
    });

    it('knows which was the first', async () => {
      const { store } = current();
      expect(await createSource(store, 'other')).toMatchObject({ isFirst: false });
      expect(await createSource(store)).toMatchObject({ isFirst: true });
    });

    it('finds sources by place or by file, newest first, and nothing by a file that is not known', async () => {
      const { store } = current();
      await store.createSource({ sourceId: 'b', locator: '/other', fileKey: '1:2', createdAtMs: 2 });
      await store.createSource({ sourceId: 'c', locator: '/m/chat.db', fileKey: null, createdAtMs: 3 });
      await store.createSource({ sourceId: 'd', locator: '/third', fileKey: null, createdAtMs: 4 });
      const find = async (locator: string, fileKey: string | null) =>
        (await store.findSources({ locator, fileKey })).map((found) => found.sourceId);
      expect(await find('/m/chat.db', '1:2')).toEqual(['c', 'b', SOURCE]);
      expect(await find('/m/chat.db', null)).toEqual(['c', SOURCE]);
      expect(await find('/nowhere', null)).toEqual([]);
    });

    it('knows where messages stood in a source by their GUIDs, and not where those of another did', async () => {
      const { store } = current();
      await ingest(denied(5), denied(7));
      await createSource(store, 'other');
      const guids = ['G7', 'G6', 'G5'].map(id.guid);
      expect(await store.rowidsOf({ sourceId: SOURCE, guids })).toEqual([7, null, 5]);
      expect(await store.rowidsOf({ sourceId: 'other', guids })).toEqual([null, null, null]);
    });

    it('finds a source that was moved at its new place only', async () => {
      const { store } = current();
      await store.moveSource({ sourceId: SOURCE, locator: '/new', fileKey: '3:4', atMs: 5 });
      expect(await store.findSources({ locator: '/m/chat.db', fileKey: '1:2' })).toEqual([]);
      expect(await store.findSources({ locator: '/new', fileKey: null })).toMatchObject([{ fileKey: '3:4' }]);
    });

    it('keeps what the first look at a source found, and nothing of a later one', async () => {
      const { store } = current();
      const beginning = { toRowid: 6, beforeMs: 100, atMs: 115 };
      const marks = [{ rowid: id.rowid(6), guid: id.guid('A') }];
      const begun = await store.beginSource({ sourceId: SOURCE, marks, beginning, rowid: 4 });
      expect(begun).toMatchObject({ marks, beginning, journalledTo: 4, settledTo: 4 });
      const again = { marks: [], beginning: { toRowid: 9, beforeMs: null, atMs: 200 }, rowid: 9 };
      expect(await store.beginSource({ sourceId: SOURCE, ...again })).toEqual(begun);
      await ingest(denied(7));
      expect((await createSource(store)).marks).toEqual([{ rowid: 7, guid: 'G7' }, ...marks]);
    });

    it('knows when a source was last there, from looks and from rows', async () => {
      const { store } = current();
      const look = (atMs: number) =>
        store.moveSource({ sourceId: SOURCE, locator: '/m/chat.db', fileKey: '1:2', atMs });
      const lookedAtMs = async () => (await createSource(store)).lookedAtMs;
      expect(await lookedAtMs()).toBe(1);
      await look(500);
      await look(20);
      expect(await lookedAtMs()).toBe(500);
      await ingest(denied(5));
      expect(await lookedAtMs()).toBe(1_000);
    });

    it('marks a source with the last eight rows that have a rowid and a guid', async () => {
      await ingest(...Array.from({ length: 10 }, (_, index) => denied(index + 1)));
      await ingest(denied(11, { guid: null }), denied(null));
      const { marks } = await createSource(current().store);
      expect(marks.map((mark) => mark.rowid)).toEqual([10, 9, 8, 7, 6, 5, 4, 3]);
    });

    it('knows a repeat that stood in another database of the same place, unless by its number alone (ruling-28)', async () => {
      const { store } = current();
      await createSource(store, 'other');
      const numbered = row(2, { eventId: 'row:2' });
      await ingest(row(1), numbered);
      const { rows, journalledTo } = await store.ingest({
        sourceId: 'other',
        rows: [row(7, { eventId: 'guid:G1' }), numbered],
      });
      expect(rows).toEqual([
        { seq: 1, isNew: false },
        { seq: 3, isNew: true },
      ]);
      expect(journalledTo).toBe(7);
      const counts = await store.counts({ sourceId: 'other', accountId: ACCOUNT });
      expect(counts).toMatchObject({ sightings: 2, repeats: 1, rows: 1 });
    });
  });
}
