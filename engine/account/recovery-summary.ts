import type { Decided } from '../inbound/decision.ts';
import type { Logger } from '../ports/logger.ts';

const NONE = { admitted: 0, stale: 0, other: 0 };

/**
 * Takes each row that was decided, and says what became of those that had come while nobody listened, once they are
 * through: at the row of their boundary, or the first one beyond it (REC-24).
 */
export function createRecoverySummary(accountId: string, logger: Logger): (decided: Decided) => void {
  let counts = NONE;
  return ({ row, fate, isReplay, isNew }) => {
    if (isReplay && isNew) {
      const what = fate === null ? 'admitted' : fate === 'stale' ? 'stale' : 'other';
      counts = { ...counts, [what]: counts[what] + 1 };
    }
    const boundary = row.verdicts[0]?.facts?.boundary ?? null;
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
