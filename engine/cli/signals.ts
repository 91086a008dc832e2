import type { EventEmitter } from 'node:events';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

interface StopSignal {
  readonly signal: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

/** Aborts at the first SIGINT or SIGTERM, so that everything can end in order; calls `kill` at the second. */
export function stopOnSignals(source: Pick<EventEmitter, 'on' | 'off'>, kill: () => void): StopSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) return kill();
    controller.abort();
  };
  for (const name of STOP_SIGNALS) source.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of STOP_SIGNALS) source.off(name, onSignal);
    },
  };
}
