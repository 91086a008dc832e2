// What keeps a store small and whole while nobody waits for it: what is old goes, with what was copied for it, and what was
// committed moves from the log into the file.

import { type Clock, sleep, type Timer } from '../ports/clock.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Store } from './store.ts';

/** How often it is looked for what is older than it may be. */
const RETENTION_EVERY_MS = 3_600_000;
/** Rows, and turns and parts, of one commit at most: it holds the loop for some milliseconds. */
const RETENTION_PAGE = 200;
/** From its last commit on a store is idle after this time. */
const IDLE_MS = 30_000;

interface UpkeepOptions {
  readonly clock: Clock;
  /** How long bodies and texts are kept. */
  readonly retentionMs: number;
  /** Drops the files that are older. Never rejects. */
  dropFiles(store: Store): Promise<void>;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly unawaited: Unawaited;
}

interface Upkeep {
  /** Looks after this store from now on. */
  start(store: Store): void;
  /** Something was committed. */
  committed(): void;
}

export function createUpkeep(options: UpkeepOptions): Upkeep {
  const { clock, retentionMs, dropFiles, signal, unawaited } = options;
  let store: Store | null = null;
  let committedMs = 0;
  let timer: Timer | null = null;

  const whenIdle = () => {
    timer = null;
    const leftMs = committedMs + IDLE_MS - clock.monotonicMs();
    if (leftMs > 0) timer = clock.after(leftMs, whenIdle);
    else store?.checkpoint();
  };
  signal.addEventListener('abort', () => timer?.cancel(), { once: true });
  const dropOld = async (from: Store) => {
    while (!signal.aborted) {
      // Files first: on a full disk the rest waits for room.
      await dropFiles(from);
      const beforeMs = clock.wallMs() - retentionMs;
      while (!signal.aborted && (await from.dropPayloads({ beforeMs, limit: RETENTION_PAGE })) > 0);
      await sleep(clock, RETENTION_EVERY_MS, signal);
    }
  };

  return {
    start(opened) {
      store = opened;
      unawaited(dropOld(opened), 'dropping what is too old');
    },
    committed() {
      if (signal.aborted) return;
      committedMs = clock.monotonicMs();
      timer ??= clock.after(IDLE_MS, whenIdle);
    },
  };
}
