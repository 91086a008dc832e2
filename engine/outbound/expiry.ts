// Parts that could not be sent for long are not sent any more, whether or not there is a child that could: who waits for the
// end of one is told it.

import type { Clock, Timer } from '../ports/clock.ts';
import type { PartRow } from '../store/commands/parts.ts';
import { groupOf } from '../store/group-of.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';

/** A part that could not be sent for this long is not sent any more: its answer would be stale. */
export const PART_EXPIRES_MS = 2 * 60 * 60 * 1000;
/** The same of what the gateway says by itself: a code to pair has ended by then. */
const NOTICE_EXPIRES_MS = 60 * 60 * 1000;
/** Pause between two times at which all that waits is looked through. */
const PAUSE_MS = 10_000;
const PAGE_PARTS = 256;

interface ExpiryOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'queuedParts'>;
  readonly clock: Clock;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
  readonly unawaited: Unawaited;
  /** Ends one that was never sent. */
  giveUp(part: PartRow, as: 'expired', detail: string): Promise<void>;
}

interface Expiry {
  isOver(part: PartRow): boolean;
  end(part: PartRow): Promise<void>;
  /** A part waits for the wire. */
  waits(part: PartRow): void;
}

export function createExpiry({ accountId, store, clock, signal, unawaited, giveUp }: ExpiryOptions): Expiry {
  /** For the one that is over first. */
  let next: { readonly atMs: number; readonly timer: Timer } | null = null;
  const isOver = (part: PartRow) => clock.wallMs() >= overAtMs(part);
  const end = (part: PartRow) => giveUp(part, 'expired', 'waited too long to be sent');

  const lookAt = (atMs: number) => {
    if (signal.aborted || (next !== null && next.atMs <= atMs)) return;
    next?.timer.cancel();
    const timer = clock.after(Math.max(0, atMs - clock.wallMs()), () => {
      next = null;
      unawaited(look(), 'ending parts that waited too long');
    });
    next = { atMs, timer };
  };
  const look = async () => {
    let soonestMs = Number.POSITIVE_INFINITY;
    for (let afterSeq = 0; !signal.aborted; ) {
      const page = await store.queuedParts({ accountId, lane: null, afterSeq, limit: PAGE_PARTS });
      await Promise.all(page.filter(isOver).map(end));
      for (const part of page) if (!isOver(part)) soonestMs = Math.min(soonestMs, overAtMs(part));
      if (page.length < PAGE_PARTS) break;
      afterSeq = page.at(-1)!.seq;
    }
    if (Number.isFinite(soonestMs)) lookAt(Math.max(soonestMs, clock.wallMs() + PAUSE_MS));
  };
  signal.addEventListener('abort', () => next?.timer.cancel());
  return { isOver, end, waits: (part) => lookAt(overAtMs(part)) };
}

function overAtMs(part: PartRow): number {
  return part.createdAtMs + (groupOf(part) === null ? NOTICE_EXPIRES_MS : PART_EXPIRES_MS);
}
