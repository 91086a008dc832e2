import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteCore } from '../../../../../engine/store/sqlite/core.ts';
import { storeError } from '../../../../../engine/store/sqlite/errors.ts';
import { openDatabase } from '../../../../../engine/store/sqlite/open-database.ts';
import type { Store } from '../../../../../engine/store/store.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';
import { openCore } from '../../../../support/stores/bed.ts';
import { ACCOUNT, createSource, row, SOURCE } from '../../../../support/stores/inputs.ts';

let folder: ReturnType<typeof createTempFolder>;
let path: string;
let db: Database.Database;
let store: Store;
beforeEach(async () => {
  folder = createTempFolder();
  path = join(folder.path, 'state.db');
  db = openDatabase(path);
  store = openCore(createSqliteCore(db, path));
  await createSource(store);
});
afterEach(() => {
  db.close();
  folder.remove();
});

const counts = () => store.counts({ sourceId: SOURCE, accountId: ACCOUNT });
const ingest = (...rows: ReturnType<typeof row>[]) => store.ingest({ sourceId: SOURCE, rows });
const big = (rowid: number) => row(rowid, { raw: new Uint8Array(200_000) });
/** Lets the file grow by so many pages and no further, as a disk with that much room would. */
const leaveRoomFor = (pages: number) =>
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + pages}`);

describe('a full disk', () => {
  it('fails the whole transaction, whatever of it had worked, and applies nothing', async () => {
    leaveRoomFor(20);
    const results = await Promise.allSettled([ingest(row(1)), ingest(big(2)), ingest(row(3))]);
    const reasons = results.map((result) => result.status === 'rejected' && result.reason.code);
    expect(reasons).toEqual(['store_full', 'store_full', 'store_full']);
    expect(await counts()).toMatchObject({ sightings: 0, rows: 0 });
    expect(await createSource(store)).toMatchObject({ journalledTo: null, settledTo: null });
  });

  it('names the file and says that nothing happened', async () => {
    leaveRoomFor(0);
    await expect(ingest(big(1))).rejects.toMatchObject({
      message: expect.stringContaining(path),
      outcome: 'definite',
    });
  });

  it('is over as soon as there is room again', async () => {
    leaveRoomFor(20);
    await expect(ingest(big(1))).rejects.toMatchObject({ code: 'store_full' });
    leaveRoomFor(1_000);
    expect(await ingest(big(1))).toMatchObject({ rows: [{ seq: 1, isNew: true }], journalledTo: 1 });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('failures of the database', () => {
  it.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC'])(
    'that come from a lack of room are store_full: %s',
    (code) => {
      expect(storeError(new Database.SqliteError('no', code), path).code).toBe('store_full');
    },
  );

  it.each([
    ['store_busy', 'SQLITE_BUSY'],
    ['store_busy', 'SQLITE_BUSY_SNAPSHOT'],
    ['store_failing', 'SQLITE_IOERR_READ'],
    ['store_failing', 'SQLITE_CANTOPEN'],
    ['store_failing', 'EMFILE'],
    ['store_damaged', 'SQLITE_CORRUPT'],
    ['store_unusable', 'SQLITE_READONLY'],
    ['store_unusable', 'EACCES'],
  ])('of another kind are %s: %s', (code, said) => {
    const { code: found, message } = storeError(new Database.SqliteError('no', said), path);
    expect([found, message]).toEqual([code, expect.stringContaining(path)]);
  });

  it.each(['EMFILE', 'ENFILE', 'SQLITE_BUSY', 'SQLITE_IOERR', 'ENOSPC'])(
    'that have nothing to do with permissions do not speak of them: %s (T11)',
    (code) => {
      expect(storeError(Object.assign(new Error('no'), { code }), path).remedy).not.toMatch(/permission/i);
    },
  );

  it('that strike in mid-transaction leave no transaction open', async () => {
    db.pragma('query_only = ON');
    await expect(ingest(row(1))).rejects.toMatchObject({ code: 'store_unusable' });
    db.pragma('query_only = OFF');
    expect(await ingest(row(1))).toMatchObject({ journalledTo: 1 });
  });

  it('end every use of a core once it is closed', async () => {
    const core = createSqliteCore(db, path);
    core.close();
    expect(() => core.transact(1, [])).toThrowError(expect.objectContaining({ code: 'store_closed' }));
    const acquire = () => core.acquire({ instanceId: 'x', atMs: 0 });
    expect(acquire).toThrowError(expect.objectContaining({ code: 'store_closed' }));
  });
});
