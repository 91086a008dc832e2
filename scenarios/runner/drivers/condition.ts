import type { Clock } from '../../../engine/ports/clock.ts';

/** A condition variable: those who wait look again each time something has happened. */
interface Condition {
  notify(): void;
  /** Resolves with true once `isDone`, and with its last answer after `limitMs`. */
  waitUntil(isDone: () => boolean, limitMs: number): Promise<boolean>;
}

export function createCondition(clock: Clock): Condition {
  const waiting = new Set<() => void>();
  return {
    notify() {
      for (const look of [...waiting]) look();
    },
    waitUntil: (isDone, limitMs) =>
      new Promise((resolve) => {
        const settle = (answer: boolean) => {
          waiting.delete(look);
          timer.cancel();
          resolve(answer);
        };
        const look = () => {
          if (isDone()) settle(true);
        };
        const timer = clock.after(limitMs, () => settle(isDone()));
        waiting.add(look);
        look();
      }),
  };
}
