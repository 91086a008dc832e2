import { beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../../engine/ports/logger.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { openSource } from '../../../../engine/source/identify.ts';
import { createLooks } from '../../../../engine/source/looks.ts';
import type { Hole } from '../../../../engine/store/commands/holes.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { denied } from '../../../support/stores/inputs.ts';

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const MINUTE_MS = 60_000;
const LOCATOR = '/m/chat.db';

/** A file with these GUIDs at rowids from 1 on, and when each was dated. */
function file(
  fileKey: string,
  guids: readonly (string | null)[],
  datesMs: readonly number[] = [],
): MessagesDb {
  return {
    ...EMPTY_MESSAGES_DB,
    fileKey: async () => fileKey,
    maxRowid: async () => guids.length,
    highestEver: async () => guids.length,
    guidsAt: async (rowids) => rowids.map((rowid) => guids[rowid - 1] ?? null),
    firstRowidSince: async (sentMs, above) => {
      const index = datesMs.findIndex((dateMs, at) => at >= above && dateMs >= sentMs);
      return index < 0 ? null : index + 1;
    },
  };
}

describe('which database stands at a place', () => {
  let store: Store;
  let count = 0;
  beforeEach(() => {
    store = openCore(createMemoryCore());
    count = 0;
  });

  const open = (
    db: MessagesDb | null,
    { nowMs = 0, lookedAtMs = null as number | null, lookBackMs = null as number | null } = {},
  ) =>
    openSource({
      store,
      ids: { uuid: () => `source-${++count}` } as never,
      logger: SILENT,
      ownerId: 'default',
      recovery: { windowMs: 120 * MINUTE_MS, firstRunWindowMs: lookBackMs, failuresMax: 3, pageRows: 500 },
      db,
      locator: LOCATOR,
      nowMs,
      lookedAtMs,
    });

  it('is known by its rows from the first look on, whatever its inode (ruling-28)', async () => {
    const first = await open(file('1:1', ['A', 'B']));
    expect(first).toMatchObject({ settledTo: 2, beginning: { toRowid: 2, beforeMs: null } });
    expect(await open(file('1:2', ['A', 'B', 'C']))).toMatchObject({
      sourceId: first.sourceId,
      settledTo: 2,
    });
  });

  it('is another where a row differs, or where neither has rows and the file is another (Q5)', async () => {
    const { sourceId } = await open(file('1:1', ['A', 'B']));
    expect((await open(file('1:1', ['X', 'Y']))).sourceId).not.toBe(sourceId);
    store = openCore(createMemoryCore());
    const empty = await open(file('1:1', []));
    expect((await open(file('1:1', []))).sourceId).toBe(empty.sourceId);
    expect((await open(file('1:2', []))).sourceId).not.toBe(empty.sourceId);
  });

  it('reads of another what is dated after the last look at the one before, less 15 minutes', async () => {
    await open(file('1:1', ['A']), { nowMs: 100 * MINUTE_MS });
    const dates = [50, 84, 86, 99].map((minute) => minute * MINUTE_MS);
    const other = await open(file('1:2', ['W', 'X', 'Y', 'Z'], dates), { nowMs: 300 * MINUTE_MS });
    expect(other).toMatchObject({ settledTo: 2, beginning: { toRowid: 4, beforeMs: 85 * MINUTE_MS } });
  });

  it('counts from a later look of this process, and from no look back of a first start', async () => {
    await open(file('1:1', ['A']), { nowMs: 100 * MINUTE_MS });
    const dates = [86, 99].map((minute) => minute * MINUTE_MS);
    const options = { nowMs: 121 * MINUTE_MS, lookedAtMs: 120 * MINUTE_MS, lookBackMs: 60 * MINUTE_MS };
    expect(await open(file('1:2', ['Y', 'Z'], dates), options)).toMatchObject({ settledTo: 2 });
  });

  it('looks back on a first start as far as it is told', async () => {
    const dates = [10, 70].map((minute) => minute * MINUTE_MS);
    const options = { nowMs: 100 * MINUTE_MS, lookBackMs: 60 * MINUTE_MS };
    expect(await open(file('1:1', ['A', 'B'], dates), options)).toMatchObject({ settledTo: 1 });
  });

  it('is read on from the last row that both have where an older copy of it was put back', async () => {
    const { sourceId } = await open(file('1:1', ['A', 'B']));
    await store.ingest({ sourceId, rows: [denied(3), denied(4)] });
    const copy = await open(file('1:1', ['A', 'B', 'G3']));
    expect(copy).toMatchObject({ settledTo: 3, beginning: { toRowid: 0 } });
    expect(copy.sourceId).not.toBe(sourceId);
    // And the newer one again.
    expect(await open(file('1:1', ['A', 'B', 'G3', 'G4']))).toMatchObject({ journalledTo: 3 });
  });

  it('is known as an older copy by what was journalled where every mark is gone from it', async () => {
    const { sourceId } = await open(file('1:1', []));
    const all = Array.from({ length: 20 }, (_, index) => denied(index + 1));
    await store.ingest({ sourceId, rows: all });
    const copy = await open(file('1:2', ['G1', 'G2', 'new']));
    expect(copy).toMatchObject({ settledTo: 2, beginning: { toRowid: 0 } });
    // Numbered anew one of them may have the number that it had.
    const other = await open(file('1:3', ['G1', 'G4', 'G5']));
    expect(other).toMatchObject({ beginning: { toRowid: 3, beforeMs: expect.any(Number) } });
  });

  it('is known as an older copy by what the first look found where all that came since is gone from it', async () => {
    const guids = Array.from({ length: 12 }, (_, index) => `H${index + 1}`);
    const { sourceId } = await open(file('1:1', guids));
    await store.ingest({ sourceId, rows: [13, 14, 15, 16].map((rowid) => denied(rowid)) });
    // Of the eight that it found two are left.
    const copy = await open(file('1:2', [...guids.slice(0, 6), 'new']));
    expect(copy).toMatchObject({ settledTo: 6, beginning: { toRowid: 0 } });
  });

  it('has what was missing of the rows that a copy has as well asked for there', async () => {
    const { sourceId } = await open(file('1:1', ['A', 'B']));
    await store.ingest({ sourceId, rows: [denied(4), denied(6)] });
    const missed = (fromRowid: number, toRowid: number, openedAtMs: number, asked: number) =>
      ({ fromRowid, toRowid, openedAtMs, asked }) as Hole;
    const opened = [missed(1, 1, 10, 2), missed(3, 3, 20, 1), missed(5, 5, 30, 0)];
    await store.changeHoles({ sourceId, closed: [], opened });
    const copy = await open(file('1:1', ['A', 'B', null, 'G4']), { nowMs: 900 });
    expect(copy).toMatchObject({ settledTo: 4 });
    const there = await store.holes({ sourceId: copy.sourceId, limit: 9 });
    expect(there).toEqual([missed(1, 1, 900, 0), missed(3, 3, 900, 0)]);
    expect(await store.holes({ sourceId, limit: 9 })).toEqual(opened);
    const other = await open(file('1:2', ['X', 'Y']));
    expect(await store.holes({ sourceId: other.sourceId, limit: 9 })).toEqual([]);
  });

  it('is a copy or another also for a gateway after one that died before it had kept that', async () => {
    const { sourceId } = await open(file('1:1', ['A', 'B']), { nowMs: 100 * MINUTE_MS });
    await store.ingest({ sourceId, rows: [denied(3), denied(4)] });
    await store.createSource({ sourceId: 'copy', locator: LOCATOR, fileKey: '1:2', createdAtMs: 5 });
    const copy = await open(file('1:2', ['A', 'B', 'G3', 'new']));
    expect(copy).toMatchObject({ sourceId: 'copy', settledTo: 3, beginning: { toRowid: 0 } });
    await store.createSource({ sourceId: 'other', locator: LOCATOR, fileKey: '1:3', createdAtMs: 5 });
    const options = { nowMs: 110 * MINUTE_MS };
    const other = await open(file('1:3', ['X', 'Y'], [84 * MINUTE_MS, 86 * MINUTE_MS]), options);
    expect(other).toMatchObject({ sourceId: 'other', settledTo: 1, beginning: { beforeMs: 85 * MINUTE_MS } });
  });

  it('was last looked at no later than now, whatever a clock that was ahead has noted (ruling-4)', async () => {
    await open(file('1:1', ['A']), { nowMs: 500 * MINUTE_MS });
    const other = await open(file('1:2', ['X', 'Y'], [84 * MINUTE_MS, 86 * MINUTE_MS]), {
      nowMs: 100 * MINUTE_MS,
    });
    expect(other).toMatchObject({ settledTo: 1, beginning: { beforeMs: 85 * MINUTE_MS } });
  });

  it('is the one that stood there last while it cannot be read, which is no look at it', async () => {
    const first = await open(file('1:1', ['A']), { nowMs: 5 });
    expect(await open(null, { nowMs: 900 })).toMatchObject({ sourceId: first.sourceId, fileKey: '1:1' });
    expect((await store.findSources({ locator: LOCATOR, fileKey: null }))[0]).toMatchObject({
      lookedAtMs: 5,
    });
  });

  it('loses nothing that was read before it could be looked into', async () => {
    const { sourceId } = await open(null);
    await store.ingest({ sourceId, rows: [denied(3)] });
    const rows = Array.from({ length: 9 }, (_, index) => `G${index + 1}`);
    expect(await open(file('1:1', rows))).toMatchObject({
      sourceId,
      settledTo: 3,
      beginning: { toRowid: 0 },
    });
  });
});

describe('looks at a database', () => {
  it('are kept now and then, and at the end', async () => {
    const store = openCore(createMemoryCore());
    const clock = createManualClock();
    const looks = createLooks({ clock, unawaited: () => {}, store, locator: LOCATOR });
    looks.note(false, null);
    expect(looks.lastMs()).toBeNull();
    const place = { sourceId: 's', locator: LOCATOR, fileKey: null };
    looks.opened(await store.createSource({ ...place, createdAtMs: clock.wallMs() }));
    const kept = async () => (await store.createSource({ ...place, createdAtMs: 0 })).lookedAtMs;
    const startMs = clock.wallMs();
    await clock.advance(4 * MINUTE_MS);
    looks.note(false, null);
    expect(await kept()).toBe(startMs);
    await clock.advance(MINUTE_MS);
    looks.note(false, null);
    expect(await kept()).toBe(startMs + 5 * MINUTE_MS);
    await clock.advance(MINUTE_MS);
    looks.note(false, null);
    await looks.stop();
    expect(await kept()).toBe(startMs + 6 * MINUTE_MS);
  });
});
