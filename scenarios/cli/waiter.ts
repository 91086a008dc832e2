import type { Clock } from '../../engine/ports/clock.ts';
import type { Ledger } from '../observe/ledger.ts';

/** Waits for what a gateway does. */
export interface Waiter {
  /** Has to be called after each new entry of the ledger. */
  notify(): void;
  /**
   * Resolves once `isSo`, asked again after each entry. Rejects with `WaitFailed` when that takes too long or
   * an engine cannot go on, and with `Interrupted` when the signal aborts.
   */
  until(what: string, isSo: () => boolean): Promise<void>;
}

interface WaiterOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly ledger: Ledger;
  /** How long `until` waits at most. */
  readonly limitMs: number;
}

/** What was waited for did not come. */
export class WaitFailed extends Error {
  override readonly name = 'WaitFailed';
}

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export function createWaiter({ clock, signal, ledger, limitMs }: WaiterOptions): Waiter {
  const waiting = new Set<() => void>();
  const fatal = () => ledger.events.find((each) => each.name === 'fatal')?.event;
  return {
    notify() {
      for (const look of waiting) look();
    },
    until: (what, isSo) =>
      new Promise((resolve, reject) => {
        const settle = (finish: () => void) => {
          waiting.delete(look);
          timer.cancel();
          signal.removeEventListener('abort', look);
          finish();
        };
        const look = () => {
          const failure = fatal();
          if (signal.aborted) settle(() => reject(new Interrupted()));
          else if (failure) settle(() => reject(new WaitFailed(`${failure.message} ${failure.remedy}`)));
          else if (isSo()) settle(resolve);
        };
        const timer = clock.after(limitMs, () =>
          settle(() => reject(new WaitFailed(`${what}: not within ${limitMs / 1000} s`))),
        );
        waiting.add(look);
        signal.addEventListener('abort', look);
        look();
      }),
  };
}
