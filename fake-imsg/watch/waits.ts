import type { Clock, Timer } from '../device/clock.ts';

/** Timers by name, of which a name has one at most. */
export interface Waits<Name extends string> {
  /** Leading: one that runs already is neither replaced nor extended. */
  wait(name: Name, delayMs: number, then: () => void): void;
  /** Ends one before its time; answers whether it ran. */
  cancel(name: Name): boolean;
  cancelAll(): void;
}

export function createWaits<Name extends string>(clock: Clock): Waits<Name> {
  const timers = new Map<Name, Timer>();
  return {
    wait(name, delayMs, then) {
      if (timers.has(name)) return;
      timers.set(
        name,
        clock.after(delayMs, () => {
          timers.delete(name);
          then();
        }),
      );
    },
    cancel(name) {
      timers.get(name)?.cancel();
      return timers.delete(name);
    },
    cancelAll() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
