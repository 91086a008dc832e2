// What was made to go wrong, held against a stretch of time.

/** Something that was made to go wrong, or that the Mac does not do for a while. */
export interface Disturbance {
  readonly what: string;
  /**
   * `reading` = rows may be told late; `sending` = replies may fail, double or vanish; `all` = both; `bridge` = the first
   * reply that it takes from then on may have no outcome; `bridge alone` = what has no other way may not leave.
   */
  readonly of: 'reading' | 'sending' | 'all' | 'bridge' | 'bridge alone';
  readonly fromMs: number;
  /** Null = for good. */
  readonly toMs: number | null;
  /** How long it holds what it meets, also beyond its own end. Default 0. */
  readonly holdsMs?: number;
}

/** What goes wrong with a send and is known at once. */
const ANSWERED_AT_ONCE =
  /^(?:environment (?:no-automation|not-signed-in|sip-.*)|automation|signedIn|send-(?:twice|fails|denied|not-started|no-chat))/;

/** Without those under which a send is answered at once: they hold no conversation. */
export function holding(disturbances: readonly Disturbance[]): Disturbance[] {
  return disturbances.filter(({ what }) => !ANSWERED_AT_ONCE.test(what));
}

/** The end of what disturbed a stretch of time; null where nothing did. */
export function disturbedUntil(
  disturbances: readonly Disturbance[],
  of: 'reading' | 'sending',
  fromMs: number,
  toMs: number,
): number | null {
  let until: number | null = null;
  for (const one of disturbances) {
    if (one.of !== of && one.of !== 'all') continue;
    if (one.fromMs > toMs || (one.toMs !== null && one.toMs < fromMs)) continue;
    until = Math.max(until ?? 0, one.toMs ?? Number.POSITIVE_INFINITY);
  }
  return until;
}

/** What keeps chat.db from being asked is felt that long, and some of it has begun before it shows. */
const ASKING_FELT_MS = 140_000;

/** Whether nothing kept a gateway from asking chat.db for something in a stretch of time. */
export function couldBeAsked(disturbances: readonly Disturbance[], fromMs: number, toMs = fromMs): boolean {
  return disturbedUntil(disturbances, 'reading', fromMs - ASKING_FELT_MS, toMs + ASKING_FELT_MS) === null;
}

/** Faults under which what imsg has read and written leaves it later. */
const HOLDS_LINES = /\b(?:latency|stall|late|no-newline|chunks)\b/;
/** A line that was written before such a fault has ended may still be on its way. */
const ON_ITS_WAY_MS = 5_000;

/** Since when imsg may have held what came from it at a time: since then it may have read it. */
export function heldSinceMs(disturbances: readonly Disturbance[], atMs: number): number {
  const holding = disturbances.filter(
    ({ what, fromMs, toMs, holdsMs = 0 }) =>
      HOLDS_LINES.test(what) && fromMs <= atMs && (toMs === null || toMs + ON_ITS_WAY_MS + holdsMs >= atMs),
  );
  return Math.min(atMs, ...holding.map(({ fromMs }) => fromMs));
}
