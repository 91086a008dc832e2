import type { Message } from '../message/message.ts';

/** Age a live row may have; older means Apple's Push service flushed a backlog (REC-8). */
export const LIVE_WINDOW_MS = 15 * 60 * 1000;

export interface Fence {
  /** MAX(ROWID) captured before subscribing; null where chat.db cannot be read. */
  readonly boundary: number | null;
  /** Whether a cursor was known at start. Without one nothing is a replay. */
  readonly hasCursor: boolean;
  /** Age a row may have that was written while the gateway was down (REC-8). */
  readonly recoveryWindowMs: number;
}

export interface Age {
  readonly isStale: boolean;
  /** Which of the two windows applied. */
  readonly isReplay: boolean;
  readonly windowMs: number;
}

/**
 * The age rule: strictly older than its window is stale; a row without a date never is (REC-8,
 * RS-11). `arrivedAtMs` is on the Mac's clock (ruling-4).
 */
export function ageOf(message: Message, arrivedAtMs: number, rule: Fence): Age {
  const isReplay = rule.hasCursor && rule.boundary !== null && message.rowid <= rule.boundary;
  const windowMs = isReplay ? rule.recoveryWindowMs : LIVE_WINDOW_MS;
  if (message.sentAtMs === null) return { isStale: false, isReplay, windowMs };
  return { isStale: arrivedAtMs - message.sentAtMs > windowMs, isReplay, windowMs };
}
