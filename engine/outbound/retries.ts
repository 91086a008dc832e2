// Parts of which it is proven that imsg did not begin them are tried again after pauses (ruling-26). Their lane waits
// meanwhile, no other does.

import type { SendingConfig } from '../config/keys/sending.ts';
import type { PartId } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { PartRefusals, PartRow } from '../store/commands/parts.ts';
import type { Refusal } from '../wire/refusal.ts';
import type { Scheduler } from '../wire/scheduler.ts';
import type { Line } from '../wire/wire.ts';

/** From a refusal to the next attempt; the last one is for all that follow. */
const PAUSES_MS = [1_000, 5_000, 15_000, 30_000] as const;

interface RetriesOptions {
  readonly clock: Clock;
  /** Aborts as soon as a stop begins: pauses end then, and no attempt follows. */
  readonly ending: AbortSignal;
  readonly scheduler: Pick<Scheduler, 'hold' | 'release'>;
  readonly automation: Line['automation'];
  /** As it is set right now: how long a part is tried again after its first refusal. */
  sending(): Pick<SendingConfig, 'retryForMs'>;
}

/** What follows a refusal. */
interface NextAttempt {
  readonly pauseMs: number;
  /** As they are kept with the part. */
  readonly refusals: PartRefusals;
}

export interface Retries {
  /** imsg has refused it; null = it is not tried again. */
  refused(part: PartRow, refusal: Refusal): NextAttempt | null;
  /** Holds the lane of a part back for so long, then calls `end`: never where the part has its end or a stop begins. */
  pause(part: PartRow, pauseMs: number, end: () => void): void;
  /** Something else came of it than a refusal. `isTaken` = imsg says that Messages has it. */
  accepted(part: PartRow, isTaken: boolean): void;
  /** It has its end without another attempt. */
  over(part: PartRow): void;
}

export function createRetries(options: RetriesOptions): Retries {
  const { clock, ending, scheduler, automation, sending } = options;
  /** When those were first refused that are tried again, in monotonic time. */
  const firstMs = new Map<PartId, number>();
  const timers = new Map<PartId, Timer>();
  ending.addEventListener('abort', () => {
    for (const timer of timers.values()) timer.cancel();
  });

  const firstRefusalOf = (part: PartRow, refusal: Refusal): number => {
    const nowMs = clock.monotonicMs();
    const agoMs = (atMs: number) => nowMs - Math.max(0, clock.wallMs() - atMs);
    const { refusals } = part.evidence ?? {};
    if (refusals) return agoMs(refusals.firstAtMs);
    if (refusal !== 'automation') return nowMs;
    // One that waited for the permission was refused with those that it waited for.
    return Math.max(automation.deniedSinceMs() ?? nowMs, agoMs(part.createdAtMs));
  };
  const forget = ({ partId, lane }: PartRow) => {
    firstMs.delete(partId);
    timers.get(partId)?.cancel();
    if (timers.delete(partId)) scheduler.release(lane, partId);
  };
  return {
    refused(part, refusal) {
      const { partId } = part;
      const sinceMs = firstMs.get(partId) ?? firstRefusalOf(part, refusal);
      if (refusal === 'automation') automation.denied(partId);
      if (refusal === 'target') automation.granted(partId);
      const count = (part.evidence?.refusals?.count ?? 0) + 1;
      const elapsedMs = clock.monotonicMs() - sinceMs;
      const leftMs = sending().retryForMs - elapsedMs;
      const pauseMs = PAUSES_MS[Math.min(count, PAUSES_MS.length) - 1]!;
      // Once more in any case, however long the first attempt took.
      if (count > 1 && leftMs <= 0) return null;
      firstMs.set(partId, sinceMs);
      const firstAtMs = part.evidence?.refusals?.firstAtMs ?? clock.wallMs() - elapsedMs;
      return {
        pauseMs: count === 1 ? pauseMs : Math.min(pauseMs, leftMs),
        refusals: { count, firstAtMs },
      };
    },
    pause(part, pauseMs, end) {
      const { lane, partId } = part;
      scheduler.hold(lane, partId, 'pause');
      if (ending.aborted) return;
      const timer = clock.after(pauseMs, () => {
        timers.delete(partId);
        end();
        scheduler.release(lane, partId);
      });
      timers.set(partId, timer);
    },
    accepted(part, isTaken) {
      if (isTaken) automation.taken(part.partId);
      automation.granted(part.partId);
      forget(part);
    },
    over(part) {
      automation.over(part.partId);
      forget(part);
    },
  };
}
