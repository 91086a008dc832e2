// What was made to go wrong, held against a stretch of time.

import type { Disturbance } from './history.ts';

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
