import type { Clock } from '../device/clock.ts';
import type { LaneName, Scheduler } from './scheduler.ts';

/** How many jobs of each lane run at once, and how many may be outstanding in all (wire-2.3). */
export interface LaneLimits {
  readonly outstanding: number;
  readonly running: Readonly<Record<LaneName, number>>;
}

interface Lane {
  readonly waiting: (() => Promise<void>)[];
  running: number;
}

/**
 * Lanes that do not wait for each other. Jobs start in a later turn of the loop: what arrives together is
 * admitted together, so that a client which floods the process meets the limit as it would on a Mac.
 */
export function createLanes(clock: Clock, limits: LaneLimits): Scheduler {
  const lanes: Record<LaneName, Lane> = {
    mutation: { waiting: [], running: 0 },
    read: { waiting: [], running: 0 },
    control: { waiting: [], running: 0 },
  };
  let outstanding = 0;
  let idle = () => {};

  const start = (name: LaneName) => {
    const lane = lanes[name];
    while (lane.running < limits.running[name]) {
      const job = lane.waiting.shift();
      if (!job) return;
      lane.running++;
      clock.soon(() => void run(name, job));
    }
  };
  const run = async (name: LaneName, job: () => Promise<void>) => {
    await job();
    lanes[name].running--;
    outstanding--;
    start(name);
    if (outstanding === 0) idle();
  };

  return {
    submit(name, job) {
      if (outstanding >= limits.outstanding) return false;
      outstanding++;
      lanes[name].waiting.push(job);
      start(name);
      return true;
    },
    outstanding: () => outstanding,
    onIdle(callback) {
      idle = callback;
    },
  };
}
