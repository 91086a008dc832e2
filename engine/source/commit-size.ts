// How many rows one commit takes: it runs on the loop, together with the turns of the batch before, and the part of it
// that grows with the rows is to hold the loop no longer than a moment (ruling-40).

/** Of a store as fast as those of today's machines. */
export const COMMIT_ROWS_MAX = 128;
/** Below that the part that does not grow, the disk's, would cost more than is won. */
const COMMIT_ROWS_MIN = 64;
/** The growing part of a commit of so many rows may take that long. */
const GROWING_MAX_MS = 20;
/** So few rows take hardly longer than none. */
const SMALL_ROWS = 8;
/** What takes longer has waited for the disk or for another program. */
const WAIT_MS = 500;

interface CommitSize {
  /** Rows of the next commit at most. */
  rows(): number;
  /** A commit of so many rows took so long. */
  took(rows: number, ms: number): void;
}

export function createCommitSize(): CommitSize {
  let limit = COMMIT_ROWS_MAX;
  /** What a commit takes whatever its rows; falls at once, and rises slowly. */
  let fixedMs = 0;
  return {
    rows: () => limit,
    took(rows, ms) {
      if (ms > WAIT_MS) return;
      if (rows <= SMALL_ROWS) {
        fixedMs = Math.min(ms, fixedMs + (ms - fixedMs) / 8);
        return;
      }
      const rowMs = Math.max(ms - fixedMs, 0) / rows;
      const fitting = rowMs === 0 ? COMMIT_ROWS_MAX : Math.floor(GROWING_MAX_MS / rowMs);
      const wanted = Math.min(Math.max(fitting, COMMIT_ROWS_MIN), COMMIT_ROWS_MAX);
      // One that was hindered says little: it takes several to grow again.
      limit = wanted < limit ? wanted : limit + Math.ceil((wanted - limit) / 4);
    },
  };
}
