// Time as the engine sees it. Wall time says when a message was written; monotonic time measures waits.
// The two move apart when the machine sleeps or its clock is stepped, so no code may derive one from the other.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall time in milliseconds since the Unix epoch. May jump in either direction. */
  wallMs(): number;
  /** Milliseconds since an arbitrary start. Never goes back. */
  monotonicMs(): number;
  /** Runs `callback` once, `delayMs` of monotonic time from now. */
  after(delayMs: number, callback: () => void): Timer;
  /** Runs `callback` once in the next turn of the event loop, after input that is already there. */
  soon(callback: () => void): void;
}

/**
 * Resolves after `delayMs`, or at once when one of `signals` aborts. `AbortSignal.any` is not needed for that: it holds
 * signals by weak references, which keep all that they reach until the next full collection.
 */
export function sleep(clock: Clock, delayMs: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    if (signals.some((signal) => signal.aborted)) return resolve();
    const end = () => {
      for (const signal of signals) signal.removeEventListener('abort', onAbort);
      resolve();
    };
    const onAbort = () => {
      timer.cancel();
      end();
    };
    const timer = clock.after(delayMs, end);
    for (const signal of signals) signal.addEventListener('abort', onAbort);
  });
}

/** The answer; undefined where it has not come after `delayMs`. Rejects as it does. */
export async function within<Answer>(
  answer: Promise<Answer>,
  clock: Clock,
  delayMs: number,
): Promise<Answer | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = clock.after(delayMs, () => resolve(undefined));
  try {
    return await Promise.race([answer, late]);
  } finally {
    timer.cancel();
  }
}

/** Runs `callback` every `everyMs`; returns the function that ends it. */
export function repeat(clock: Clock, everyMs: number, callback: () => void): () => void {
  let timer: Timer;
  const next = () => {
    timer = clock.after(everyMs, () => {
      next();
      callback();
    });
  };
  next();
  return () => timer.cancel();
}

interface SystemClockOptions {
  /** How many times faster than real time this clock runs. Default 1. Only tests set it. */
  readonly rate?: number;
  /**
   * When the faster clock showed the true time, in milliseconds since the Unix epoch. Default: now. Processes
   * that are to agree on the time share it.
   */
  readonly startMs?: number;
}

/** The machine's own clock. */
export function createSystemClock({ rate = 1, startMs = Date.now() }: SystemClockOptions = {}): Clock {
  const wallStart = startMs + (Date.now() - startMs) * rate;
  const monotonicStart = performance.now();
  const elapsed = () => performance.now() - monotonicStart;
  return {
    // At rate 1 the wall is read afresh each time, so that steps of the machine's clock are seen.
    wallMs: rate === 1 ? Date.now : () => Math.trunc(wallStart + elapsed() * rate),
    monotonicMs: () => elapsed() * rate,
    after(delayMs, callback) {
      const handle = setTimeout(callback, Math.max(0, delayMs) / rate);
      return { cancel: () => clearTimeout(handle) };
    },
    soon(callback) {
      setImmediate(callback);
    },
  };
}
