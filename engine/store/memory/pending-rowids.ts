interface Waiting {
  readonly rowid: number | null;
  readonly pendingCount: number;
}

/** Finds the lowest rowid that still waits for a fate, without looking at the others. */
export interface PendingRowids {
  add(row: Waiting): void;
  lowest(): number | null;
}

/** Settled rows skipped at the front before their room is given back. */
const SKIPPED_MAX = 1024;

/**
 * Rows by rising rowid. Rows come nearly in that order, so adding is appending; settled ones are passed over
 * when they reach the front.
 */
export function createPendingRowids(): PendingRowids {
  const rows: Waiting[] = [];
  let first = 0;
  return {
    add(row) {
      let at = rows.length;
      while (at > first && rows[at - 1]!.rowid! > row.rowid!) at -= 1;
      if (at === rows.length) rows.push(row);
      else rows.splice(at, 0, row);
    },
    lowest() {
      while (first < rows.length && rows[first]!.pendingCount === 0) first += 1;
      const lowest = rows[first]?.rowid ?? null;
      if (first > SKIPPED_MAX) {
        rows.splice(0, first);
        first = 0;
      }
      return lowest;
    },
  };
}
