// How fast messages leave: Apple blocks who sends too much. What is over the budget of its conversation or of its account
// stays queued in the journal, in its place, and other conversations go on; those that wait for the account take turns.

import type { PaceConfig, SendsMax } from '../config/keys/pace.ts';
import type { Lane, PartId } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { BudgetStatus, PaceStatus } from '../status.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Scheduler } from '../wire/scheduler.ts';
import { createCounted } from './counted.ts';

const WINDOWS = { minute: 60_000, hour: 60 * 60_000 } as const;
/** Under what an account counts as a whole. */
const WHOLE = '';
/** From one line about what waits for a budget to the next. */
const TOLD_AGAIN_MS = WINDOWS.hour;

interface PaceOptions {
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly scheduler: Pick<Scheduler, 'readinessChanged' | 'waitingOf'>;
  /** As it is set right now. */
  sending(): PaceConfig;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
}

export interface Pace {
  /** Whether something of a conversation may leave now; if not, the wire is told when it may. */
  mayLeave(lane: Lane): boolean;
  /** A part goes on the wire, or may still be there from an earlier run. It counts until it is told of as over. */
  begins(part: Pick<PartRow, 'partId' | 'lane'>): void;
  /** Nothing of it leaves any more; as often as one likes. */
  over(partId: PartId): void;
  /** It is known not to have left; as often as one likes. */
  notBegun(partId: PartId): void;
  /** What earlier runs have sent counts. */
  remember(parts: readonly PartRow[]): void;
  snapshot(): PaceStatus;
}

export function createPace(options: PaceOptions): Pace {
  const { clock, scheduler, signal } = options;
  const budgets = budgetsOf(options.sending);
  const onTheWay = new Map<PartId, Lane>();
  const waiting = new Set<Lane>();
  /** For what may leave first. */
  let next: { readonly at: number; readonly timer: Timer } | null = null;
  const tellOnce = createTelling(options);

  const freeAt = (lane: Lane, nowAt: number) =>
    Math.max(nowAt, ...budgets.map(({ counted, keyOf }) => counted.freeAt(keyOf(lane), nowAt)));
  const look = () => {
    for (const lane of waiting) if (scheduler.waitingOf(lane) === 0) waiting.delete(lane);
    if (waiting.size > 0) scheduler.readinessChanged();
  };
  const wakeAt = (at: number) => {
    // Without an end it is told of when what is on its way has left.
    if (signal.aborted || at === Number.POSITIVE_INFINITY || (next !== null && next.at <= at)) return;
    next?.timer.cancel();
    const timer = clock.after(at - clock.monotonicMs(), () => {
      next = null;
      look();
    });
    next = { at, timer };
  };
  const take = (partId: PartId): Lane | undefined => {
    const lane = onTheWay.get(partId);
    onTheWay.delete(partId);
    return lane;
  };
  signal.addEventListener('abort', () => next?.timer.cancel());
  return {
    mayLeave(lane) {
      const nowAt = clock.monotonicMs();
      const at = freeAt(lane, nowAt);
      if (at <= nowAt) {
        waiting.delete(lane);
        return true;
      }
      waiting.add(lane);
      wakeAt(at);
      tellOnce(budgets.find(({ counted, keyOf }) => counted.freeAt(keyOf(lane), nowAt) === at)!);
      return false;
    },
    begins({ partId, lane }) {
      onTheWay.set(partId, lane);
      for (const { counted, keyOf } of budgets) counted.begins(keyOf(lane));
    },
    over(partId) {
      const lane = take(partId);
      if (lane === undefined) return;
      for (const { counted, keyOf } of budgets) counted.over(keyOf(lane), clock.monotonicMs());
      look();
    },
    notBegun(partId) {
      const lane = take(partId);
      if (lane === undefined) return;
      for (const { counted, keyOf } of budgets) counted.notBegun(keyOf(lane));
      look();
    },
    remember(parts) {
      for (const { lane, at } of leftBefore(parts, clock)) {
        for (const { counted, keyOf } of budgets) {
          counted.begins(keyOf(lane));
          counted.over(keyOf(lane), at);
        }
      }
    },
    snapshot() {
      const nowAt = clock.monotonicMs();
      const held = [...waiting].filter(
        (lane) => scheduler.waitingOf(lane) > 0 && freeAt(lane, nowAt) > nowAt,
      );
      const soonest = Math.min(...held.map((lane) => freeAt(lane, nowAt)));
      const ofAccount = (window: keyof typeof WINDOWS): BudgetStatus | null => {
        const { counted, limit } = budgets.find((one) => one.window === window && one.of === 'account')!;
        return limit() > 0 ? { used: counted.used(WHOLE, nowAt), limit: limit() } : null;
      };
      return {
        minute: ofAccount('minute'),
        hour: ofAccount('hour'),
        waitingParts: held.reduce((sum, lane) => sum + scheduler.waitingOf(lane), 0),
        conversations: held.length,
        nextInMs: Number.isFinite(soonest) ? soonest - nowAt : null,
      };
    },
  };
}

interface Budget {
  readonly of: 'account' | 'conversation';
  readonly window: keyof SendsMax;
  /** As it is set right now; 0 = any number. */
  limit(): number;
  readonly counted: ReturnType<typeof createCounted>;
  readonly keyOf: (lane: Lane) => string;
}

/** Each counts whether it is limited or not: it may be so at any time, and then by what has left before. */
function budgetsOf(sending: PaceOptions['sending']): readonly Budget[] {
  const both = [
    { of: 'account', sends: () => sending().sendsPerAccount, keyOf: () => WHOLE },
    { of: 'conversation', sends: () => sending().sendsPerConversation, keyOf: (lane: Lane) => lane },
  ] as const;
  return both.flatMap(({ of, sends, keyOf }) =>
    (['minute', 'hour'] as const).map((window) => {
      const limit = () => sends()[window];
      return { of, window, limit, keyOf, counted: createCounted(WINDOWS[window], limit) };
    }),
  );
}

/**
 * What earlier runs may have sent within the longest time that counts, in its order; what failed is known not to have left. By a
 * clock that was set back since, it may have left in the future: it counts as if it had left now, and holds up nobody for longer
 * than that.
 */
function leftBefore(parts: readonly PartRow[], clock: Clock): { readonly lane: Lane; readonly at: number }[] {
  const nowMs = clock.wallMs();
  return parts
    .filter(({ state, sendingAtMs }) => sendingAtMs !== null && state !== 'sending' && state !== 'failed')
    .map(({ lane, endedAtMs, sendingAtMs }) => ({
      lane,
      agoMs: Math.max(0, nowMs - (endedAtMs ?? sendingAtMs!)),
    }))
    .filter(({ agoMs }) => agoMs < WINDOWS.hour)
    .toSorted((one, other) => other.agoMs - one.agoMs)
    .map(({ lane, agoMs }) => ({ lane, at: clock.monotonicMs() - agoMs }));
}

/** Says, now and then, why something waits: of each budget by itself, and of one that was changed anew. */
function createTelling({ accountId, clock, logger }: PaceOptions): (budget: Budget) => void {
  const told = new Map<Budget, { readonly at: number; readonly most: number }>();
  return (budget) => {
    const { of, window, limit } = budget;
    const nowAt = clock.monotonicMs();
    const most = limit();
    const last = told.get(budget);
    if (last?.most === most && nowAt - last.at < TOLD_AGAIN_MS) return;
    told.set(budget, { at: nowAt, most });
    const key = of === 'account' ? 'sendsPerAccount' : 'sendsPerConversation';
    logger.warn(
      `imessage: ${of === 'account' ? `account "${accountId}"` : `a conversation (account "${accountId}")`} has sent ` +
        `as much within the ${window} as may leave (${most}); what is over that waits in its place. ` +
        `channels.imessage.outbound.${key}.${window} sets the number; 0 = any.`,
    );
  };
}
