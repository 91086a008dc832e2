import type { Message } from './message.ts';

/** Age a row may have when it was written while the gateway was down (REC-8). */
export const RECOVERY_WINDOW_MS = 2 * 60 * 60 * 1000;
/** Age a live row may have; older means Apple's Push service flushed a backlog (REC-8). */
export const LIVE_WINDOW_MS = 15 * 60 * 1000;

export interface Fence {
  /** MAX(ROWID) captured before subscribing; null where chat.db cannot be read. */
  readonly boundary: number | null;
  /** Whether a cursor was known at start. Without one nothing is a replay. */
  readonly hasCursor: boolean;
}

export interface FenceVerdict {
  readonly isStale: boolean;
  /** Which of the two windows applied. */
  readonly isReplay: boolean;
}

/** The age rule: strictly older than its window is stale; a row without a date never is (REC-8, RS-11). */
export function fence(message: Message, arrivedAtMs: number, { boundary, hasCursor }: Fence): FenceVerdict {
  const isReplay = hasCursor && boundary !== null && message.rowid <= boundary;
  if (message.sentAtMs === null) return { isStale: false, isReplay };
  const windowMs = isReplay ? RECOVERY_WINDOW_MS : LIVE_WINDOW_MS;
  return { isStale: arrivedAtMs - message.sentAtMs > windowMs, isReplay };
}
