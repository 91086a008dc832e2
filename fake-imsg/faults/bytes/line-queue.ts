import type { Surroundings } from './fault.ts';

/** Steps that happen one after the other, each so long after the one before. */
export interface LineQueue {
  /** Whether something still waits, so that whatever comes now has to wait behind it. */
  isBusy(): boolean;
  add(delayMs: number, step: () => void): void;
}

/** Keeps what is held up in order. */
export function createLineQueue(later: Surroundings['later']): LineQueue {
  const waiting: { delayMs: number; step: () => void }[] = [];
  let isBusy = false;
  const next = () => {
    const first = waiting.shift();
    isBusy = first !== undefined;
    if (!first) return;
    const { delayMs, step } = first;
    const run = () => {
      step();
      next();
    };
    if (delayMs > 0) later(delayMs, run);
    else run();
  };
  return {
    isBusy: () => isBusy,
    add(delayMs, step) {
      waiting.push({ delayMs, step });
      if (!isBusy) next();
    },
  };
}
