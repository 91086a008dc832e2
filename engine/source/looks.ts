// When a database was last seen at its place. What another one brings along is news only if it is dated after that
// (ruling-28), so a later run has to know it as well.

import type { Clock } from '../ports/clock.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';

/** Looks are far more frequent; no more often than this is one kept. Rows tell as much, and come for nothing. */
const KEEP_EVERY_MS = 60 * 60_000;

export interface Looks {
  /** In milliseconds since the Unix epoch; null = there was none since the database was opened. */
  lastMs(): number | null;
  opened(source: SourceState): void;
  /** It is there now. */
  note(): void;
  /** Keeps the last one, if the store takes it before it is closed. */
  stop(): void;
}

interface LooksOptions {
  readonly clock: Clock;
  readonly unawaited: Unawaited;
  readonly store: Store;
  readonly locator: string;
}

export function createLooks({ clock, unawaited, store, locator }: LooksOptions): Looks {
  let source: SourceState | null = null;
  let lastMs: number | null = null;
  let keptMs = 0;

  const keep = async () => {
    if (source === null || lastMs === null || lastMs <= keptMs) return;
    keptMs = lastMs;
    const { sourceId, fileKey } = source;
    await store.moveSource({ sourceId, locator, fileKey, atMs: lastMs });
  };
  return {
    lastMs: () => lastMs,
    opened(opened) {
      source = opened;
      lastMs = null;
      keptMs = clock.wallMs();
    },
    note() {
      if (source === null) return;
      lastMs = clock.wallMs();
      if (lastMs - keptMs >= KEEP_EVERY_MS) unawaited(keep(), 'keeping when chat.db was there');
    },
    // Not waited for: a store that takes nothing now, as on a full disk, must not hold up the stop.
    stop: () =>
      unawaited(
        keep().catch(() => {}),
        'keeping when chat.db was there',
      ),
  };
}
