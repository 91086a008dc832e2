import type { Message } from '../message/message.ts';
import type { Beginning } from '../store/commands/sources.ts';

/** Age a live row may have; older means Apple's Push service flushed a backlog (REC-8). */
export const LIVE_WINDOW_MS = 15 * 60 * 1000;

export interface Fence {
  /** MAX(ROWID) captured before subscribing; null where chat.db cannot be read. */
  readonly boundary: number | null;
  /** Whether a cursor was known at start. Without one nothing is a replay. */
  readonly hasCursor: boolean;
  /** Age a row may have that was written while the gateway was down (REC-8). */
  readonly recoveryWindowMs: number;
  /** What was there at the first look; left out = nothing that is still to come. */
  readonly beginning?: Omit<Beginning, 'atMs'> & { readonly windowMs: number };
}

export interface Age {
  readonly isStale: boolean;
  /** Which of the two windows applied. */
  readonly isReplay: boolean;
  readonly windowMs: number;
}

/**
 * The age rule: strictly older than its window is stale; a row without a date never is (REC-8,
 * RS-11). `arrivedAtMs` is on the clock of those who write, as far as it is known (ruling-4).
 */
export function ageOf(message: Message, arrivedAtMs: number, rule: Fence): Age {
  const { beginning } = rule;
  if (beginning && message.rowid <= beginning.toRowid) return ageAtBeginning(message, arrivedAtMs, beginning);
  const isReplay = isMissed(message, rule);
  const windowMs = isReplay ? rule.recoveryWindowMs : LIVE_WINDOW_MS;
  if (message.sentAtMs === null) return { isStale: false, isReplay, windowMs };
  return { isStale: arrivedAtMs - message.sentAtMs > windowMs, isReplay, windowMs };
}

/** Whether a row came as people write them: neither missed nor there before. */
export function isLive(message: Message, rule: Fence): boolean {
  return !isMissed(message, rule) && !(rule.beginning && message.rowid <= rule.beginning.toRowid);
}

function isMissed({ rowid }: Message, { hasCursor, boundary }: Fence): boolean {
  return hasCursor && boundary !== null && rowid <= boundary;
}

/** Where one database took the place of another, what it brings along is news only if it is dated after that (ruling-28). */
function ageAtBeginning(
  { sentAtMs }: Message,
  arrivedAtMs: number,
  { beforeMs, windowMs: longestMs }: NonNullable<Fence['beginning']>,
): Age {
  const windowMs = beforeMs === null ? longestMs : Math.max(0, Math.min(longestMs, arrivedAtMs - beforeMs));
  if (sentAtMs === null) return { isStale: beforeMs !== null, isReplay: true, windowMs };
  return { isStale: arrivedAtMs - sentAtMs > windowMs, isReplay: true, windowMs };
}

/** When it was said: by its date, and no later than it came; on the clock of those who write. */
export function saidAtMs({ sentAtMs }: Message, cameAtMs: number): number {
  return Math.min(sentAtMs ?? cameAtMs, cameAtMs);
}
