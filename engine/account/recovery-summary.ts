import type { Decided } from '../inbound/decision.ts';
import type { Logger } from '../ports/logger.ts';

const NONE = { admitted: 0, stale: 0, other: 0 };

/**
 * Takes each row that was decided, and says what became of those that had come while nobody listened, once they are
 * through: at the row of their boundary, or the first one beyond it (REC-24).
 */
export function createRecoverySummary(accountId: string, logger: Logger): (decided: Decided) => void {
  let counts = NONE;
  /** Of those that are counted: what ends them may be a row whose age never mattered, which tells of none. */
  let boundary: number | null = null;
  return ({ row, fate, isReplay, isNew }) => {
    if (isReplay && isNew) {
      const what = fate === null ? 'admitted' : fate === 'stale' ? 'stale' : 'other';
      counts = { ...counts, [what]: counts[what] + 1 };
      boundary = row.verdicts[0]?.facts?.boundary ?? boundary;
    }
    const isThrough = boundary !== null && row.rowid !== null && row.rowid >= boundary;
    if (!isThrough || counts === NONE) return;
    const { admitted, stale, other } = counts;
    counts = NONE;
    const replayed = admitted + stale + other;
    logger.info(
      `imessage: recovery account=${accountId}: replayed=${replayed} admitted=${admitted} stale=${stale} other=${other}`,
    );
  };
}
