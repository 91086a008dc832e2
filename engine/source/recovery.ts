// Where reading starts: which source a database is, and from which row to ask for.

import type { RecoveryConfig } from '../config/config.ts';
import type { Fence } from '../inbound/fence.ts';
import type { Ids } from '../ports/ids.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import { isSame } from './marks.ts';

interface OpenSourceOptions {
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
    if (!(await isSameDatabase(source, db, fileKey))) continue;
    await store.moveSource({ sourceId: source.sourceId, locator, fileKey });
    return source;
  }
  const sourceId = options.ids.uuid('source');
  return store.createSource({ sourceId, locator, fileKey, createdAtMs: nowMs });
}

/**
 * A path or an inode is not an identity: a restored or rebuilt file sits at the same path with other rows.
 * Where no journalled row is left to compare, deleted or never there, the file has to be the same one.
 */
async function isSameDatabase(source: SourceState, db: MessagesDb | null, fileKey: string | null) {
  if (db === null || source.marks.length === 0) return true;
  const found = await db.guidsAt(source.marks.map((mark) => mark.rowid));
  return isSame(source.marks, found) ?? fileKey === source.fileKey;
}

/** The databases that stood at these places, each once, the oldest of a place first. */
export async function knownAt(store: Store, locators: readonly string[]): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const locator of new Set(locators)) {
    const sources = await store.findSources({ locator, fileKey: null });
    for (const { sourceId } of sources.toReversed()) ids.add(sourceId);
  }
  return [...ids];
}

interface StartOptions {
  readonly store: Store;
  readonly source: SourceState;
  readonly db: MessagesDb | null;
  readonly recovery: RecoveryConfig;
  readonly nowMs: number;
}

export interface Start {
  readonly fence: Fence;
  /** `since_rowid` of the subscription; null = leave it out and tail. */
  readonly sinceRowid: number | null;
  /** Rows that are older than the window and are not even asked for; null where there are none. */
  readonly skipped: { readonly fromRowid: number; readonly toRowid: number; readonly rows: number } | null;
}

/**
 * Captures the boundary and decides from where to read (REC-5 to REC-7, ruling-2). Must run before
 * subscribing, so that a row inserted in between lies above the boundary and is asked for.
 */
export async function prepareStart(options: StartOptions): Promise<Start> {
  const { store, source, db, recovery } = options;
  const boundary = db ? await db.maxRowid() : null;
  const { windowMs } = recovery;
  const cursor = source.settledTo;
  if (cursor === null) return firstStart(options, boundary);
  const fence: Fence = { boundary, hasCursor: true, recoveryWindowMs: windowMs };
  if (db === null || boundary === null) return { fence, sinceRowid: wireRowid(cursor), skipped: null };

  const firstYoung = await db.firstRowidSince(options.nowMs - windowMs, cursor);
  const floor = Math.min(boundary - REPLAY_ROWS, (firstYoung ?? boundary + 1) - 1);
  if (floor <= cursor) return { fence, sinceRowid: wireRowid(cursor), skipped: null };
  const rows = await db.countRows(cursor, floor);
  await store.advanceCursors({ sourceId: source.sourceId, rowid: floor });
  const skipped = { fromRowid: cursor + 1, toRowid: floor, rows };
  return { fence, sinceRowid: wireRowid(floor), skipped };
}

/** Answers nothing that was there before, unless catch-up asks for a look back (ruling-3). */
async function firstStart({ store, source, db, recovery, nowMs }: StartOptions, boundary: number | null) {
  const lookBackMs = recovery.firstRunWindowMs;
  const fence: Fence = {
    boundary,
    hasCursor: lookBackMs !== null,
    recoveryWindowMs: lookBackMs ?? recovery.windowMs,
  };
  if (db === null || boundary === null) return { fence, sinceRowid: null, skipped: null };
  const first = lookBackMs === null ? null : await db.firstRowidSince(nowMs - lookBackMs, 0);
  const since = first === null ? boundary : first - 1;
  // Durable at once: rows that arrive while a first run is down must be found by the second.
  await store.advanceCursors({ sourceId: source.sourceId, rowid: since });
  return { fence, sinceRowid: wireRowid(since), skipped: null };
}

/** A replay goes back at least this far, however old the rows are (REC-7). */
const REPLAY_ROWS = 500;

/** imsg reads 0 as "start at the newest row"; the beginning is asked for with -1 (A14). */
function wireRowid(rowid: number): number {
  return rowid === 0 ? -1 : rowid;
}
