// Below which seqs every turn has ended and every part has been sent or given up. An index of what is open would be
// written twice with each message; these marks stand in a row that is written with every batch anyway.

import type Database from 'better-sqlite3';

export interface OpenMarks {
  /** As they are kept. What was over once stays so but for turns that are reopened, hence the mark of one source holds for all. */
  kept(): Marks;
  /** As far as they may be moved by now. The caller keeps them. */
  next(): Marks;
  /** A turn that was over is open again. */
  reopenTurn(seq: number): void;
  /** Nothing read earlier holds any more. */
  forget(): void;
}

interface Marks {
  readonly turns: number;
  readonly parts: number;
}

/** @param nextSeqs The seq of the next turn and of the next part. */
export function createOpenMarks(
  db: Database.Database,
  nextSeqs: Readonly<Record<'turn' | 'part', () => number>>,
): OpenMarks {
  const read = db.prepare<[], Marks>(
    `SELECT coalesce(max(open_turns), 0) AS turns, coalesce(max(open_parts), 0) AS parts FROM source ORDER BY 1`,
  );
  const firstTurn = prepareFirst(db, 'turn', nextSeqs.turn, ['formed', 'running', 'replying']);
  const reopen = db.prepare('UPDATE source SET open_turns = +? WHERE open_turns > +?');
  const firstPart = prepareFirst(db, 'part', nextSeqs.part, ['queued', 'sending']);
  let marks: Marks | null = null;

  const kept = () => {
    marks ??= read.get()!;
    return marks;
  };
  return {
    kept,
    next() {
      const { turns, parts } = kept();
      marks = { turns: firstTurn(turns), parts: firstPart(parts) };
      return marks;
    },
    // Of every source: the highest of their marks holds.
    reopenTurn(seq) {
      reopen.run(seq, seq);
      marks = null;
    },
    forget() {
      marks = null;
    },
  };
}

/** The first that is open, else the one that comes next. Each that is over is passed once. */
function prepareFirst(
  db: Database.Database,
  table: 'turn' | 'part',
  nextSeq: () => number,
  openStates: readonly string[],
): (from: number) => number {
  // For a list of three SQLite makes a table at every call.
  const isOpen = openStates.map((state) => `state = '${state}'`).join(' OR ');
  const firstOpen = db
    .prepare<[number], number>(
      `SELECT seq FROM ${table} WHERE seq >= +? AND (${isOpen}) ORDER BY seq LIMIT 1`,
    )
    .pluck();
  return (from) => {
    const next = nextSeq();
    return from < next ? (firstOpen.get(from) ?? next) : next;
  };
}
