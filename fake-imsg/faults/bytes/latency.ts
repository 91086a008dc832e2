import { BadFault, parseDuration, seededFraction } from '../text/trigger.ts';
import { type MakeFault, textOf } from './fault.ts';
import { createLineQueue } from './line-queue.ts';

/** Every line comes `value` later, such as `200ms`, or anything from `100ms-2s`; never before the one in front. */
export const latency: MakeFault = (value) => {
  const [least = '', most = least, ...rest] = value.split('-');
  if (rest.length > 0) throw new BadFault(`latency takes a time or two, such as 100ms-2s, not "${value}"`);
  const leastMs = parseDuration(least);
  const mostMs = parseDuration(most);
  if (mostMs < leastMs) throw new BadFault(`latency takes the shorter time first, not "${value}"`);
  return ({ strikes, clock, later, seed }) => {
    const queue = createLineQueue(later);
    let lines = 0;
    let freeAtMs = 0;
    return {
      output(line, next) {
        if (!strikes(textOf(line)) && !queue.isBusy()) return next(line);
        lines += 1;
        const nowMs = clock.monotonicMs();
        const dueMs = nowMs + leastMs + seededFraction(seed, lines) * (mostMs - leastMs);
        // Lines are under way at the same time, so that a late one holds up the next only as long as it must.
        const delayMs = Math.max(0, dueMs - Math.max(freeAtMs, nowMs));
        freeAtMs = Math.max(freeAtMs, dueMs);
        queue.add(delayMs, () => next(line));
      },
    };
  };
};
