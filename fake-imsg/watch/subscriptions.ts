import { busy } from '../program/outcomes.ts';

/** A running stream, as far as the registry has to know it. */
export interface Stream {
  stop(): void;
}

/** The live subscriptions of one process. Numbers start at 1 and are never used twice. */
export interface Subscriptions {
  /** Starts a stream under the next number. Throws `Outcome` when there are too many, or at shutdown. */
  open(start: (id: number, ended: () => void) => Stream): number;
  /** Ends a stream; an unknown or finished number is fine. */
  close(id: number): void;
  /** Ends all of them and lets no more begin. */
  shutDown(): void;
}

export function createSubscriptions(liveMax: number): Subscriptions {
  const live = new Map<number, Stream>();
  let last = 0;
  let shuttingDown = false;
  const close = (id: number) => {
    live.get(id)?.stop();
    live.delete(id);
  };
  return {
    open(start) {
      if (shuttingDown) throw busy('server is shutting down');
      if (live.size >= liveMax) throw busy('subscription limit exceeded');
      const id = ++last;
      live.set(
        id,
        start(id, () => live.delete(id)),
      );
      return id;
    },
    close,
    shutDown() {
      shuttingDown = true;
      for (const id of [...live.keys()]) close(id);
    },
  };
}
