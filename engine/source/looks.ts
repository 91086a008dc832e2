// When a database was last seen at its place. What another one brings along is news only if it is dated after that
// (ruling-28), so a later run has to know it as well.

import type { Clock } from '../ports/clock.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';

/**
 * Looks are far more frequent. Rows carry the time of theirs with their own commits; one is kept besides where chat.db has
 * rows that did not come. Else hardly anything can differ: what another database has of that time, this one would, too. After
 * a kill, what is dated up to so much earlier counts as news as well.
 */
const KEEP_CHANGED_MS = 60_000;
const KEEP_IDLE_MS = 5 * 60_000;

export interface Looks {
  /** In milliseconds since the Unix epoch; null = there was none since the database was first opened. */
  lastMs(): number | null;
  opened(source: SourceState): void;
  /**
   * A file is there now; that is no look at the database where it was opened as another file, as where nobody could look
   * into the one that had taken its place. @param hasMore Whether it has rows that did not come.
   */
  note(hasMore: boolean, fileKey: string | null): void;
  /** Rows that arrived then are durable, and the time with them. */
  carried(atMs: number): void;
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
      if (source?.sourceId !== opened.sourceId) lastMs = null;
      source = opened;
      keptMs = clock.wallMs();
    },
    note(hasMore, fileKey) {
      if (source === null || (source.fileKey !== null && source.fileKey !== fileKey)) return;
      lastMs = clock.wallMs();
      const everyMs = hasMore ? KEEP_CHANGED_MS : KEEP_IDLE_MS;
      if (lastMs - keptMs >= everyMs) unawaited(keep(), 'keeping when chat.db was there');
    },
    carried(atMs) {
      keptMs = Math.max(keptMs, atMs);
    },
    // Not waited for: a store that takes nothing now, as on a full disk, must not hold up the stop.
    stop: () =>
      unawaited(
        keep().catch(() => {}),
        'keeping when chat.db was there',
      ),
  };
}
