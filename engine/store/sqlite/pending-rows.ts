import type Database from 'better-sqlite3';
import type { Rowid } from '../../message/ids.ts';
import type { PendingRow } from '../commands/journal.ts';
import { type BodyRecord, bodyOf, KIND } from './bodies.ts';

interface ReadSource {
  readonly key: number;
  /** No row that is not late was pending below this seq when rows were last added. */
  readonly pendingFrom: number;
}

/** Of those that are not late, the one with the lowest rowid. */
export interface FirstPending {
  readonly seq: number;
  readonly rowid: Rowid;
}

/** Rows of a source without a fate: late ones are few and have indexes, the others are walked through from the first on. */
export interface PendingRows {
  first(source: ReadSource): FirstPending | undefined;
  /** @param first What `first` says. */
  lowestRowid(source: ReadSource, first: FirstPending | undefined): number | null;
  /** Below this seq none that is not late is pending. */
  from(first: FirstPending | undefined): number;
  /** In journal order. */
  after(source: ReadSource, accountId: string, afterSeq: number, limit: number): readonly PendingRow[];
  /** Those of a chat below a seq, in journal order. */
  ofChat(source: ReadSource, accountId: string, chatGuid: string, beforeSeq: number): readonly WaitingRow[];
  /** A late one of the source waits from now on. */
  addedLate(source: number): void;
  /** Nothing read earlier holds any more. */
  forget(): void;
}

type WaitingRow = Pick<PendingRow, 'seq' | 'code' | 'eventId' | 'rowid'>;

export function createPendingRows(db: Database.Database): PendingRows {
  const first = db.prepare<[number, number], FirstPending>(
    `SELECT seq, message_rowid AS rowid FROM verdict
     WHERE seq >= +? AND source = +? AND fate IS NULL AND is_late = 0 ORDER BY seq LIMIT 1`,
  );
  const lowestLate = db
    .prepare<[number], number>(
      `SELECT message_rowid FROM verdict
       WHERE source = +? AND fate IS NULL AND is_late = 1 AND message_rowid IS NOT NULL
       ORDER BY message_rowid LIMIT 1`,
    )
    .pluck();
  // Hardly any row is late.
  const withoutLate = new Set<number>();
  const lowestLateOf = (key: number) => {
    if (withoutLate.has(key)) return Number.POSITIVE_INFINITY;
    const lowest = lowestLate.get(key);
    if (lowest === undefined) withoutLate.add(key);
    return lowest ?? Number.POSITIVE_INFINITY;
  };
  const last = db.prepare<[], number>('SELECT seq FROM event ORDER BY seq DESC LIMIT 1').pluck();
  const inOrder = prepareAfter(db, 0);
  const late = prepareAfter(db, 1);
  const ofChat = ([0, 1] as const).map((isLate) => prepareOfChat(db, isLate));
  return {
    first: ({ key, pendingFrom }) => first.get(pendingFrom, key),
    lowestRowid({ key }, { rowid } = { seq: 0, rowid: Number.POSITIVE_INFINITY as Rowid }) {
      const lowest = Math.min(rowid, lowestLateOf(key));
      return lowest === Number.POSITIVE_INFINITY ? null : lowest;
    },
    from: (found) => found?.seq ?? (last.get() ?? 0) + 1,
    addedLate: (source) => void withoutLate.delete(source),
    forget: () => withoutLate.clear(),
    ofChat: ({ key, pendingFrom }, ...chat) =>
      ofChat
        .flatMap((rows, isLate) => rows.all(key, isLate ? 0 : pendingFrom, ...chat))
        .sort((one, other) => one.seq - other.seq),
    after({ key, pendingFrom }, accountId, afterSeq, limit) {
      const rows = inOrder.all(key, Math.max(afterSeq, pendingFrom - 1), accountId, limit);
      const lateRows = late.all(key, afterSeq, accountId, limit);
      if (lateRows.length === 0) return rows.map(bodyOf);
      const sorted = [...rows, ...lateRows].sort((one, other) => one.seq - other.seq);
      return sorted.slice(0, limit).map(bodyOf);
    },
  };
}

function prepareAfter(db: Database.Database, isLate: 0 | 1) {
  return db.prepare<[number, number, string, number], Omit<PendingRow, 'kind'> & BodyRecord>(
    `SELECT seq, code, event_id AS eventId, event.message_rowid AS rowid, raw, ${KIND},
       arrived_at_ms AS arrivedAtMs
     FROM verdict JOIN event USING (seq)
     WHERE verdict.source = +? AND fate IS NULL AND is_late = ${isLate} AND seq > +? AND account = +?
     ORDER BY seq LIMIT +?`,
  );
}

function prepareOfChat(db: Database.Database, isLate: 0 | 1) {
  return db.prepare<[number, number, string, string, number], WaitingRow>(
    `SELECT seq, code, event_id AS eventId, event.message_rowid AS rowid
     FROM verdict JOIN event USING (seq)
     WHERE verdict.source = +? AND fate IS NULL AND is_late = ${isLate} AND seq >= +? AND account = +?
       AND chat_guid = +? AND seq < +?
     ORDER BY seq`,
  );
}
