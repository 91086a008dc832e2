import type { Clock } from './clock.ts';

/** Callbacks that run in a later turn of the loop; raising it several times before that counts once. */
export interface Signal {
  raise(): void;
  listen(callback: () => void): () => void;
  close(): void;
}

export function createSignal(clock: Clock): Signal {
  const listeners = new Set<() => void>();
  let raised = false;
  return {
    raise() {
      if (raised || listeners.size === 0) return;
      raised = true;
      clock.soon(() => {
        raised = false;
        for (const listener of [...listeners]) {
          if (listeners.has(listener)) listener();
        }
      });
    },
    listen(callback) {
      // A wrapper of its own, so that the same function may listen twice.
      const listener = () => callback();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
