import type { Clock } from '../device/clock.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * One job at a time in the order they came, so that a send blocks everything behind it
 * (wire-2.4). Nothing is refused: a real process does not even read its next line before.
 */
export function createSerial(clock: Clock): Scheduler {
  const waiting: (() => Promise<void>)[] = [];
  let isRunning = false;
  let idle = () => {};
  const start = () => {
    const job = waiting.shift();
    isRunning = job !== undefined;
    if (job) clock.soon(() => void run(job));
    else idle();
  };
  const run = async (job: () => Promise<void>) => {
    await job();
    start();
  };
  return {
    submit(_lane, job) {
      waiting.push(job);
      if (!isRunning) start();
      return true;
    },
    outstanding: () => waiting.length + (isRunning ? 1 : 0),
    onIdle(callback) {
      idle = callback;
    },
  };
}
