import type { Clock } from '../../../engine/ports/clock.ts';

/** Tells those who wait that something has happened. */
export interface Bell {
  ring(): void;
  /** Resolves with true once `isDone`, asked again at each ring, and with its last answer after `limitMs`. */
  until(isDone: () => boolean, limitMs: number): Promise<boolean>;
}

export function createBell(clock: Clock): Bell {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const listener of [...listeners]) listener();
    },
    until: (isDone, limitMs) =>
      new Promise((resolve) => {
        const settle = (answer: boolean) => {
          listeners.delete(look);
          timer.cancel();
          resolve(answer);
        };
        const look = () => {
          if (isDone()) settle(true);
        };
        const timer = clock.after(limitMs, () => settle(isDone()));
        listeners.add(look);
        look();
      }),
  };
}
