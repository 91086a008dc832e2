// Who is silent: Apple, which brings nothing to this Mac, or the watch, which tells nothing of what is there (ruling-17).

import { type Clock, sleep } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { DeliveryStatus } from '../status.ts';

/** Longer than any release of imsg takes to tell of a new row. */
export const TOLD_WITHIN_MS = 6_000;
/** Nobody waits longer than it takes. */
const STEP_MS = 250;

interface DeliveryProbeOptions {
  /** Null behind a remote wrapper. */
  readonly db: Pick<MessagesDb, 'newestRows'> | null;
  readonly clock: Clock;
  readonly ending: AbortSignal;
  /** Highest rowid that has come by the watch, or is known to be missing. */
  seenTo(): number | null;
}

interface DeliveryProbe {
  /** As it was last found. */
  snapshot(): DeliveryStatus;
  /** Looks. Never rejects. */
  look(): Promise<void>;
}

export function createDeliveryProbe({ db, clock, ending, seenTo }: DeliveryProbeOptions): DeliveryProbe {
  let found: DeliveryStatus = { verdict: 'unknown', newestRowid: null };
  return {
    snapshot: () => found,
    async look() {
      const newest = (await db?.newestRows().catch(() => null)) ?? null;
      const isBehind = () => newest !== null && newest.told > (seenTo() ?? newest.told);
      for (let leftMs = TOLD_WITHIN_MS; leftMs > 0 && isBehind() && !ending.aborted; leftMs -= STEP_MS)
        await sleep(clock, STEP_MS, ending);
      const verdict = newest === null || seenTo() === null ? 'unknown' : isBehind() ? 'deaf' : 'told';
      found = { verdict, newestRowid: newest?.told ?? null };
    },
  };
}
