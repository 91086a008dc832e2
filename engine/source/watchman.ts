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
  /** The file that is at the path at a look. */
  onFile(fileKey: string): void;
  onJump(byMs: number): void;
  onDeaf(seenRowid: number, newestRowid: number): void;
  /** The same file is there, and has the rows that were seen. */
  onLook(): void;
  /** Another file has taken the place of chat.db (A13). */
  onReplaced(): void;
}

interface Watchman {
  /** Does nothing after `stop`. */
  start(): void;
  stop(): void;
}

export function createWatchman(options: WatchmanOptions): Watchman {
  const { clock, db, unawaited } = options;
  let timer: Timer | null = null;
  let isStopped = false;
  let wallMs = 0;
  let monotonicMs = 0;
  /** What the last look found that had not come yet; it has had a whole interval to come. */
  let missing: number | null = null;
  let fileKey: string | null = null;
  let isCut = false;
  /** Rows up to here have been asked for again already and still did not come: nothing there to be heard. */
  let askedTo = 0;

  const checkJump = () => {
    const jumpMs = clock.wallMs() - wallMs - (clock.monotonicMs() - monotonicMs);
    wallMs = clock.wallMs();
    monotonicMs = clock.monotonicMs();
    if (Math.abs(jumpMs) >= JUMP_MIN_MS) options.onJump(jumpMs);
  };
  const checkDeaf = (seen: number | null, newest: number) => {
    if (seen === null || newest <= Math.max(seen, askedTo)) {
      missing = null;
      return;
    }
    if (missing !== null && seen < missing) {
      askedTo = newest;
      missing = null;
      options.onDeaf(seen, newest);
    } else missing = newest;
  };
  const replaced = () => {
    askedTo = 0;
    missing = null;
    options.onReplaced();
  };
  /** Whether the file is the one that it was. */
  const checkFile = async () => {
    const key = (await db?.fileKey()) ?? null;
    if (key === null || isStopped) return false;
    options.onFile(key);
    const isReplaced = fileKey !== null && key !== fileKey;
    fileKey = key;
    if (isReplaced) replaced();
    return !isReplaced;
  };
  const checkRows = async () => {
    const seen = options.highestRowid();
    const newest = await db?.newestTold().catch(() => null);
    if (newest == null) return;
    const wasCut = isCut;
    isCut = await hasLostRows(seen, newest);
    if (!isCut) options.onLook();
    else if (!wasCut) replaced();
    checkDeaf(seen, newest);
  };
  /** An older copy may be written into the same file: rows that were seen have never been there (ruling-28). */
  const hasLostRows = async (seen: number | null, newest: number) => {
    if (seen === null || newest >= seen) return false;
    const highest = await db?.highestEver().catch(() => null);
    return highest != null && highest < seen;
  };
  const check = async () => {
    if (await checkFile()) await checkRows();
  };
  const look = () => {
    timer = clock.after(LOOK_EVERY_MS, () => {
      checkJump();
      unawaited(check(), 'looking after the watch');
      look();
    });
  };

  return {
    start() {
      if (isStopped) return;
      wallMs = clock.wallMs();
      monotonicMs = clock.monotonicMs();
      unawaited(checkFile(), 'looking after the watch');
      look();
    },
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}
