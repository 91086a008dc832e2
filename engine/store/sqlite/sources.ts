import type Database from 'better-sqlite3';
import type { Rowid } from '../../message/ids.ts';
import type { Beginning, Mark, SourceCommands, SourceState } from '../commands/sources.ts';
import type { Handlers } from '../handlers.ts';
import { allMarks, eventIdOf, highest, MARKS_MAX, settledCursor, unknownSource } from '../rules.ts';
import type { KnownRows } from './known-rows.ts';
import type { OpenMarks } from './open-marks.ts';
import type { FirstPending, PendingRows } from './pending-rows.ts';

interface SourceRecord {
  readonly key: number;
  readonly sourceId: string;
  readonly fileKey: string | null;
  readonly journalledTo: number | null;
  /** As it stood when rows were last added or skipped: where it stands by now is `settledTo` of the table. */
  readonly settledTo: number | null;
  /** 0 or 1. */
  readonly balloonSeen: number;
  /** 0 or 1. */
  readonly previewsMarked: number;
  /** No row that is not late was pending below this seq when rows were last added. */
  readonly pendingFrom: number;
  /** As they are kept: JSON. */
  readonly sightings: string;
  readonly firstMarks: string;
  readonly beginning: string | null;
  readonly lookedAtMs: number;
  /** 0 or 1. */
  readonly isFirst: number;
}

type Cursors = Pick<SourceRecord, 'journalledTo' | 'settledTo'>;

interface SourceArrival {
  /** The highest rowid that was journalled. */
  readonly rowid: number | null;
  /** Before them: rows that come late stay pending below it. */
  readonly settledTo: number | null;
  /** The first that waits by now and is not late. */
  readonly first: FirstPending | undefined;
  readonly sightings: string;
  /** When the last of them arrived. */
  readonly arrivedAtMs: number;
}

export interface SourceTable {
  readonly handlers: Handlers<SourceCommands>;
  /** As it stands. Throws for a source that was never created. */
  get(sourceId: string): SourceRecord;
  /**
   * Where everything is settled by now, and the first row that waits and is not late: rows get their fate without this table
   * being written.
   */
  settled(source: SourceRecord): {
    readonly settledTo: number | null;
    readonly first: FirstPending | undefined;
  };
  /** Rows have been added. Moves both cursors as far as they allow. */
  arrived(source: SourceRecord, arrival: SourceArrival): Cursors;
  /** Those that stood in the same place before it, or stand there since. */
  othersThere(source: SourceRecord): readonly number[];
  /** Nothing read earlier holds any more. */
  forget(): void;
}

interface Beside {
  readonly pending: PendingRows;
  readonly open: OpenMarks;
  readonly known: KnownRows;
}

const COLUMNS = `key, source_id AS sourceId, file_key AS fileKey, journalled_to AS journalledTo,
  settled_to AS settledTo, balloon_seen AS balloonSeen, previews_marked AS previewsMarked,
  pending_from AS pendingFrom, sightings, first_marks AS firstMarks, beginning,
  looked_at_ms AS lookedAtMs, key = 1 AS isFirst`;

export function createSourceTable(db: Database.Database, { pending, open, known }: Beside): SourceTable {
  const statements = prepareStatements(db);
  const { byId, setCursors, arrive, marks, others } = statements;
  const byName = new Map<string, SourceRecord>();

  const get = (sourceId: string) => {
    const source = byName.get(sourceId) ?? byId.get(sourceId);
    if (!source) throw unknownSource(sourceId);
    byName.set(sourceId, source);
    return source;
  };
  const cursorsOf = (
    source: SourceRecord,
    rowid: number | null,
    first: FirstPending | undefined,
  ): Cursors => {
    const reached = highest(source.journalledTo, rowid);
    const lowest = pending.lowestRowid(source, first);
    return { journalledTo: reached, settledTo: settledCursor(source.settledTo, reached, lowest) };
  };
  const stateOf = (source: SourceRecord) =>
    stateFrom(
      { ...source, ...cursorsOf(source, null, pending.first(source)) },
      marks.all(source.key, MARKS_MAX),
    );
  const advance = (source: SourceRecord, rowid: number | null) => {
    const cursors = cursorsOf(source, rowid, pending.first(source));
    setCursors.run(cursors.journalledTo, cursors.settledTo, source.key);
    byName.delete(source.sourceId);
    return stateOf({ ...source, ...cursors });
  };

  return {
    get,
    settled(source) {
      const first = pending.first(source);
      return { settledTo: cursorsOf(source, null, first).settledTo, first };
    },
    arrived(source, { rowid, settledTo, first, sightings, arrivedAtMs }) {
      const cursors = cursorsOf({ ...source, settledTo }, rowid, first);
      const { turns, parts } = open.next();
      const pendingFrom = pending.from(first);
      const lookedAtMs = Math.max(source.lookedAtMs, arrivedAtMs);
      const reached = [cursors.journalledTo, cursors.settledTo, pendingFrom, turns, parts] as const;
      arrive.run(sightings, lookedAtMs, ...reached, source.key);
      byName.set(source.sourceId, { ...source, ...cursors, sightings, pendingFrom, lookedAtMs });
      return cursors;
    },
    othersThere: ({ key }) => others.of(key),
    forget() {
      byName.clear();
      others.forget();
    },
    handlers: sourceHandlers(statements, known, {
      get,
      forget: (sourceId) => void byName.delete(sourceId),
      stateOf,
      advance,
    }),
  };
}

/** What the commands on sources are made of. */
interface Source {
  readonly get: SourceTable['get'];
  /** It has been written. */
  forget(sourceId: string): void;
  stateOf(source: SourceRecord): SourceState;
  advance(source: SourceRecord, rowid: number | null): SourceState;
}

function sourceHandlers(
  statements: ReturnType<typeof prepareStatements>,
  known: KnownRows,
  { get, forget, stateOf, advance }: Source,
): Handlers<SourceCommands> {
  const { byPlace, insert, move, begin, others } = statements;
  return {
    findSources({ locator, fileKey }) {
      return byPlace.all(locator, fileKey).map(stateOf);
    },
    rowidsOf: ({ sourceId, guids }) =>
      guids.map((guid) => {
        const seq = known.seqOf(get(sourceId).key, eventIdOf(guid));
        return seq === undefined ? null : (statements.rowidOf.get(seq) ?? null);
      }),
    createSource({ sourceId, locator, fileKey, createdAtMs }) {
      insert.run(sourceId, locator, fileKey, createdAtMs, createdAtMs);
      others.forget();
      return stateOf(get(sourceId));
    },
    moveSource({ sourceId, locator, fileKey, atMs }) {
      move.run(locator, fileKey, atMs, get(sourceId).key);
      forget(sourceId);
      others.forget();
      return undefined;
    },
    beginSource({ sourceId, marks: found, beginning, rowid }) {
      const { key } = get(sourceId);
      const isFirst = begin.run(JSON.stringify(found), JSON.stringify(beginning), key).changes === 1;
      forget(sourceId);
      const source = get(sourceId);
      return isFirst ? advance(source, rowid) : stateOf(source);
    },
    markBalloonSeen({ sourceId }) {
      statements.markBalloonSeen.run(get(sourceId).key);
      forget(sourceId);
      return undefined;
    },
    notePreviews({ sourceId, areMarked }) {
      statements.notePreviews.run(areMarked ? 1 : 0, get(sourceId).key);
      forget(sourceId);
      return undefined;
    },
    advanceCursors({ sourceId, rowid }) {
      return advance(get(sourceId), rowid);
    },
  };
}

function stateFrom(
  { key: _key, sightings: _sightings, pendingFrom: _from, firstMarks, beginning, ...source }: SourceRecord,
  journalled: readonly Mark[],
): SourceState {
  return {
    ...source,
    balloonSeen: source.balloonSeen === 1,
    previewsMarked: source.previewsMarked === 1,
    isFirst: source.isFirst === 1,
    marks: allMarks(journalled, JSON.parse(firstMarks) as Mark[]),
    beginning: beginning === null ? null : (JSON.parse(beginning) as Beginning),
  };
}

/** By its key, the keys of the sources of the same place. */
function createOthers(db: Database.Database) {
  const others = db
    .prepare<[number, number], number>(
      `SELECT key FROM source
       WHERE locator = (SELECT locator FROM source WHERE key = ? ORDER BY key) AND key <> ? ORDER BY key`,
    )
    .pluck();
  const known = new Map<number, readonly number[]>();
  return {
    of(key: number): readonly number[] {
      const found = known.get(key) ?? others.all(key, key);
      known.set(key, found);
      return found;
    },
    forget: () => known.clear(),
  };
}

function prepareStatements(db: Database.Database) {
  return {
    byId: db.prepare<[string], SourceRecord>(
      `SELECT ${COLUMNS} FROM source WHERE source_id = ? ORDER BY key`,
    ),
    byPlace: db.prepare<[string, string | null], SourceRecord>(
      `SELECT ${COLUMNS} FROM source WHERE locator = ? OR file_key = ? ORDER BY key DESC`,
    ),
    insert: db.prepare(
      `INSERT INTO source (source_id, locator, file_key, created_at_ms, looked_at_ms) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (source_id) DO NOTHING`,
    ),
    move: db.prepare(
      'UPDATE source SET locator = ?, file_key = ?, looked_at_ms = max(looked_at_ms, ?) WHERE key = ?',
    ),
    begin: db.prepare('UPDATE source SET first_marks = ?, beginning = ? WHERE key = ? AND beginning IS NULL'),
    others: createOthers(db),
    rowidOf: db
      .prepare<[number], Rowid | null>('SELECT message_rowid FROM event WHERE seq = ? ORDER BY seq')
      .pluck(),
    markBalloonSeen: db.prepare('UPDATE source SET balloon_seen = 1 WHERE key = ?'),
    notePreviews: db.prepare('UPDATE source SET previews_marked = ? WHERE key = ?'),
    setCursors: db.prepare('UPDATE source SET journalled_to = ?, settled_to = ? WHERE key = ?'),
    arrive: db.prepare(
      `UPDATE source SET sightings = ?, looked_at_ms = ?, journalled_to = ?, settled_to = ?,
         pending_from = ?, open_turns = ?, open_parts = ?
       WHERE key = ?`,
    ),
    // The plus keeps SQLite from sorting all rows of the source instead of walking back from the newest.
    marks: db.prepare<[number, number], Mark>(
      `SELECT message_rowid AS rowid, guid FROM event
     WHERE +source = ? AND message_rowid IS NOT NULL AND guid IS NOT NULL ORDER BY seq DESC LIMIT +?`,
    ),
  };
}
