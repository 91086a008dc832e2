// Where reading starts: which source a database is, and from which row to ask for.

import type { Ids } from '../ports/ids.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { SourceState, Store } from '../store/store.ts';
import type { Fence } from './fence.ts';

export interface OpenSourceOptions {
  readonly store: Store;
  readonly ids: Ids;
  /** Null behind a remote wrapper, or where chat.db cannot be read. */
  readonly db: MessagesDb | null;
  /** Where the database was found: a path, or the name of the remote wrapper. */
  readonly locator: string;
  readonly nowMs: number;
}

/** Finds the source that this database is, by file and by the GUIDs at journalled rowids, or starts a new one. */
export async function openSource(options: OpenSourceOptions): Promise<SourceState> {
  const { store, db, locator, nowMs } = options;
  const fileKey = db ? await db.fileKey() : null;
  for (const source of await store.findSources({ locator, fileKey })) {
    if (!(await isSameDatabase(source, db))) continue;
    await store.moveSource({ sourceId: source.sourceId, locator, fileKey });
    return source;
  }
  const sourceId = options.ids.uuid('source');
  return store.createSource({ sourceId, locator, fileKey, createdAtMs: nowMs });
}

/**
 * A path or an inode is not an identity: a restored or rebuilt file sits at the same path with other rows.
 * Deleted rows prove nothing either way; one row that differs proves another database.
 */
async function isSameDatabase(source: SourceState, db: MessagesDb | null): Promise<boolean> {
  if (db === null || source.marks.length === 0) return true;
  const found = await db.guidsAt(source.marks.map((mark) => mark.rowid));
  let matches = 0;
  for (const [index, mark] of source.marks.entries()) {
    const guid = found[index] ?? null;
    if (guid !== null && guid !== mark.guid) return false;
    if (guid !== null) matches += 1;
  }
  return matches > 0 || (await db.maxRowid()) >= (source.journalledTo ?? 0);
}

export interface Start {
  readonly fence: Fence;
  /** `since_rowid` of the subscription; null = leave it out and tail. */
  readonly sinceRowid: number | null;
}

/**
 * Captures the boundary and decides from where to read (REC-5 to REC-7). Must run before subscribing, so
 * that a row inserted in between lies above the boundary and is asked for.
 */
export async function prepareStart(store: Store, source: SourceState, db: MessagesDb | null): Promise<Start> {
  const boundary = db ? await db.maxRowid() : null;
  const cursor = source.settledTo;
  if (cursor === null && boundary !== null) {
    // Durable at once: rows that arrive while a first run is down must be found by the second.
    await store.advanceCursors({ sourceId: source.sourceId, rowid: boundary });
  }
  return {
    fence: { boundary, hasCursor: cursor !== null },
    sinceRowid: wireRowid(cursor ?? boundary),
  };
}

/** imsg reads 0 as "start at the newest row"; the beginning is asked for with -1 (failure-cases A14). */
function wireRowid(rowid: number | null): number | null {
  return rowid === 0 ? -1 : rowid;
}
