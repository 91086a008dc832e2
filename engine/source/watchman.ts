// Looks from outside whether reading still works: a machine that has slept and a watch that says nothing
// while rows arrive both need a new subscription (ruling-2, A2).

import type { Clock, Timer } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Unawaited } from '../unawaited.ts';

const LOOK_EVERY_MS = 15_000;
/** Wall and monotonic time may part by this much between two looks before it counts as sleep or a step. */
const JUMP_MIN_MS = 30_000;

interface WatchmanOptions {
  readonly clock: Clock;
  readonly db: MessagesDb | null;
  readonly unawaited: Unawaited;
  /** Highest rowid that has come by the watch. */
  highestRowid(): number | null;
  onJump(byMs: number): void;
  onDeaf(seenRowid: number, newestRowid: number): void;
  /** Another file has taken the place of chat.db (A13). */
  onReplaced(): void;
}

interface Watchman {
  start(): void;
  stop(): void;
}

export function createWatchman(options: WatchmanOptions): Watchman {
  const { clock, db, unawaited } = options;
  let timer: Timer | null = null;
  let wallMs = 0;
  let monotonicMs = 0;
  /** What the last look found that had not come yet; it has had a whole interval to come. */
  let missing: number | null = null;
  let fileKey: string | null = null;
  /** Rows up to here have been asked for again already and still did not come: nothing there to be heard. */
  let askedTo = 0;

  const checkJump = () => {
    const jumpMs = clock.wallMs() - wallMs - (clock.monotonicMs() - monotonicMs);
    wallMs = clock.wallMs();
    monotonicMs = clock.monotonicMs();
    if (Math.abs(jumpMs) >= JUMP_MIN_MS) options.onJump(jumpMs);
  };
  const checkDeaf = async () => {
    const newest = await db?.newestTold().catch(() => null);
    const seen = options.highestRowid();
    if (newest == null || seen === null || newest <= Math.max(seen, askedTo)) {
      missing = null;
      return;
    }
    if (missing !== null && seen < missing) {
      askedTo = newest;
      missing = null;
      options.onDeaf(seen, newest);
    } else missing = newest;
  };
  const checkReplaced = async () => {
    const key = (await db?.fileKey()) ?? null;
    if (key === null) return;
    if (fileKey !== null && key !== fileKey) {
      askedTo = 0;
      missing = null;
      options.onReplaced();
    }
    fileKey = key;
  };
  const look = () => {
    timer = clock.after(LOOK_EVERY_MS, () => {
      checkJump();
      unawaited(checkReplaced().then(checkDeaf), 'looking after the watch');
      look();
    });
  };

  return {
    start() {
      wallMs = clock.wallMs();
      monotonicMs = clock.monotonicMs();
      unawaited(checkReplaced(), 'looking after the watch');
      look();
    },
    stop: () => timer?.cancel(),
  };
}
