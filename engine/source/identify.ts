// Which database stands at a place: one that is known, an older copy of it, or another.

import type { RecoveryConfig } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import { LIVE_WINDOW_MS } from '../inbound/fence.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Beginning, SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import { HOLES_MAX } from './hole-list.ts';
import { type Likeness, likenessOf, newestOf } from './marks.ts';
import { span } from './spans.ts';

interface OpenSourceOptions {
  readonly store: Store;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly ownerId: string;
  readonly recovery: RecoveryConfig;
  /** Null behind a remote wrapper, or where chat.db cannot be read. */
  readonly db: MessagesDb | null;
  /** Where the database was found: a path, or the name of the remote wrapper. */
  readonly locator: string;
  readonly nowMs: number;
  /** When this process last saw that the known file was there; null = it has not looked yet. */
  readonly lookedAtMs: number | null;
}

/** Finds the source that this database is, by file and by the GUIDs at known rowids, or starts a new one. */
export async function openSource(options: OpenSourceOptions): Promise<SourceState> {
  const { store, db, locator, nowMs } = options;
  const fileKey = db ? await db.fileKey() : null;
  let origin: Origin | null = null;
  let unbegun: SourceState | null = null;
  for (const source of await store.findSources({ locator, fileKey })) {
    const likeness = await compare(store, source, db, fileKey);
    if (likeness.is === 'older copy') origin ??= { source, sharedTo: likeness.sharedTo };
    if (likeness.is !== 'same' || unbegun !== null) continue;
    // What cannot be read now is still the file that it was.
    const place = { locator, fileKey: fileKey ?? source.fileKey };
    await store.moveSource({ sourceId: source.sourceId, ...place, atMs: db === null ? 0 : nowMs });
    const moved = { ...source, fileKey: place.fileKey };
    if (db === null || source.beginning !== null) return moved;
    if (source.settledTo !== null) return begin(options, db, moved, null, null);
    // Nobody could look into it, or the gateway died before it had kept what it saw: it may be a copy, or another.
    unbegun = moved;
  }
  const known = await store.findSources({ locator, fileKey: null });
  const before = lastOf(known.filter(({ sourceId }) => sourceId !== unbegun?.sourceId));
  const source = unbegun ?? (await create(options, fileKey));
  return db === null ? source : begin(options, db, source, origin, before);
}

async function create({ store, ids, locator, nowMs }: OpenSourceOptions, fileKey: string | null) {
  return store.createSource({ sourceId: ids.uuid('source'), locator, fileKey, createdAtMs: nowMs });
}

/** Whether the file is that source still, as far as its rows and its own identity prove it. */
export async function isStill(
  sourceId: string,
  { store, db, locator }: Pick<OpenSourceOptions, 'store' | 'db' | 'locator'>,
): Promise<boolean> {
  if (db === null) return false;
  try {
    const fileKey = await db.fileKey();
    const sources = await store.findSources({ locator, fileKey });
    const source = sources.find((one) => one.sourceId === sourceId);
    return source !== undefined && (await compare(store, source, db, fileKey)).is === 'same';
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return false;
  }
}

/** The one that stood there last. */
function lastOf(sources: readonly SourceState[]): SourceState | null {
  return sources.reduce<SourceState | null>(
    (last, source) => (last === null || source.lookedAtMs > last.lookedAtMs ? source : last),
    null,
  );
}

/**
 * A path or an inode is not an identity: a restored or rebuilt file sits at the same path with other rows.
 * Where no known row is left to compare, deleted or never there, the file has to be the same one.
 */
async function compare(
  store: Store,
  source: SourceState,
  db: MessagesDb | null,
  fileKey: string | null,
): Promise<Likeness> {
  if (db === null) return { is: 'same' };
  const found = await db.guidsAt(source.marks.map((mark) => mark.rowid));
  const isCut = fileKey !== null && (source.journalledTo ?? 0) > (await db.highestEver());
  const likeness = likenessOf(source.marks, found, isCut);
  if (likeness.is === 'same') return likeness;
  if (likeness.is !== 'unknown') return (await asJournalled(store, source, db)) ?? likeness;
  // Nobody could look into it before.
  if (source.fileKey === null) return { is: 'same' };
  return { is: fileKey === source.fileKey ? 'same' : 'other' };
}

/** Rows of a file that are looked up in the journal: so many may have been written to a copy. */
const LOOKED_UP_ROWS = 64;

/**
 * What the newest rows of a file say that were journalled of a database: in a copy of it they stand where they stood,
 * and where rows are numbered anew one of them at most does so by chance. Null = none was.
 */
async function asJournalled(
  store: Store,
  { sourceId }: SourceState,
  db: MessagesDb,
): Promise<Likeness | null> {
  const rows = await newestOf(db, LOOKED_UP_ROWS);
  const stood = await store.rowidsOf({ sourceId, guids: rows.map(({ guid }) => guid) });
  const known = rows.filter((_, index) => stood[index] !== null);
  const [newest] = known;
  if (!newest) return null;
  const isCopy = rows.every(({ rowid }, index) => stood[index] === null || stood[index] === rowid);
  return isCopy ? { is: 'older copy', sharedTo: newest.rowid } : { is: 'other' };
}

/** A database whose copy this is, and the highest row that is known of both. */
interface Origin {
  readonly source: SourceState;
  readonly sharedTo: number;
}

/** Keeps what the first look finds: from here on it is known by it, and rows that come are read from the boundary on. */
async function begin(
  options: OpenSourceOptions,
  db: MessagesDb,
  { sourceId, settledTo }: SourceState,
  origin: Origin | null,
  before: SourceState | null,
): Promise<SourceState> {
  const { store, ownerId, logger } = options;
  const toRowid = await db.maxRowid();
  const marks = await newestOf(db);
  const place = `account=${ownerId}`;
  if (origin !== null) {
    const { sharedTo } = origin;
    logger.warn(
      `imessage: an older copy of chat.db has taken its place ${place}: reading on after row ${sharedTo}`,
    );
    // Before its own beginning, without which all this is done again.
    await takeMissing(options, origin, sourceId);
    // What is above is known by its GUID already, or came while nobody looked.
    return store.beginSource({ sourceId, marks, beginning: nothingThere(options), rowid: sharedTo });
  }
  // It was read before anybody could look into it.
  if (settledTo !== null) {
    return store.beginSource({
      sourceId,
      marks,
      beginning: nothingThere(options),
      rowid: settledTo,
    });
  }
  const beforeMs = before === null ? null : lastLookMs(options, before) - LIVE_WINDOW_MS;
  const beginning: Beginning = { toRowid, beforeMs, atMs: options.nowMs };
  if (beforeMs !== null)
    logger.warn(
      `imessage: another database has taken the place of chat.db ${place}: its history is left out`,
    );
  const rowid = await firstCursor(options, db, beginning);
  return store.beginSource({ sourceId, marks, beginning, rowid });
}

/** What had not come of those rows that a copy has as well is asked for there. */
async function takeMissing(
  { store, nowMs }: OpenSourceOptions,
  { source, sharedTo }: Origin,
  sourceId: string,
): Promise<void> {
  const missing = await store.holes({ sourceId: source.sourceId, limit: HOLES_MAX });
  const shared = missing.filter(({ fromRowid }) => fromRowid <= sharedTo);
  if (shared.length === 0) return;
  const opened = shared.map(({ fromRowid, toRowid }) => span(fromRowid, Math.min(toRowid, sharedTo), nowMs));
  await store.changeHoles({ sourceId, closed: [], opened });
}

/** Nothing is history. */
const nothingThere = ({ nowMs }: OpenSourceOptions): Beginning => ({
  toRowid: 0,
  beforeMs: null,
  atMs: nowMs,
});

/** When a database was last seen, by this process or as it is kept. What lies ahead was noted by a clock that was ahead then. */
export function lastLookMs(
  { lookedAtMs, nowMs }: Pick<OpenSourceOptions, 'lookedAtMs' | 'nowMs'>,
  before: SourceState,
): number {
  return Math.min(Math.max(lookedAtMs ?? 0, before.lookedAtMs), nowMs);
}

/**
 * Answers nothing that was there before, unless catch-up asks for a look back (ruling-3), or it is dated after another
 * database was last seen in its place (ruling-28). Durable at once: rows that arrive while a first run is down must be
 * found by the second (ruling-43).
 */
async function firstCursor(
  { recovery, nowMs }: OpenSourceOptions,
  db: MessagesDb,
  { toRowid, beforeMs }: Beginning,
): Promise<number> {
  const lookBackMs = recovery.firstRunWindowMs;
  const sinceMs = beforeMs ?? (lookBackMs === null ? null : nowMs - lookBackMs);
  const first = sinceMs === null ? null : await db.firstRowidSince(sinceMs, 0);
  return first === null ? toRowid : Math.min(toRowid, first - 1);
}

/** The databases that stood at these places, each once, the oldest of a place first. */
export async function knownAt(store: Store, locators: readonly string[]): Promise<readonly SourceState[]> {
  const known = new Map<string, SourceState>();
  for (const locator of new Set(locators)) {
    const sources = await store.findSources({ locator, fileKey: null });
    for (const source of sources.toReversed()) {
      if (!known.has(source.sourceId)) known.set(source.sourceId, source);
    }
  }
  return [...known.values()];
}
