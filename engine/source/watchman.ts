// Looks from outside whether reading still works: a machine that has slept and a watch that says nothing
// while rows arrive both need a new subscription (ruling-2, A2).

import type { Clock, Timer } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Unawaited } from '../unawaited.ts';
import { createJumps, type Jumps } from './jumps.ts';

const LOOK_EVERY_MS = 15_000;

interface WatchmanOptions {
  readonly clock: Clock;
  readonly db: MessagesDb | null;
  readonly unawaited: Unawaited;
  /** Highest rowid that has come by the watch. */
  highestRowid(): number | null;
  /** The file that is at the path at a look. */
  onFile(fileKey: string): void;
  /** Highest rowid that has come by the watch, or is known to be missing. */
  seenTo(): number | null;
  /** The wall clock has gone that much further than it should have; 0 = both clocks have, as in a sleep that both count. */
  onJump(byMs: number): void;
  onDeaf(seenRowid: number, newestRowid: number): void;
  /** The rows behind those that were seen did not come, and are such as imsg may keep to itself: link previews. */
  onTailMissing(): void;
  /** The same file is there, and has the rows that were seen; `hasMore` = and others. */
  onLook(hasMore: boolean, fileKey: string | null): void;
  /** Another file has taken the place of chat.db (A13). */
  onReplaced(): void;
}

interface Watchman {
  /** Does nothing after `stop`. */
  start(): void;
  /** Looks now whether the machine has slept, or its clock was set. */
  lookAtClock(): void;
  /** Looks now at the file. True = another one has taken the place since the look before, and that was told. */
  isReplaced(): Promise<boolean>;
  /**
   * What stands there is what is read from here on. Until then nothing is said of the rows of a file that took the place.
   *
   * @param fileKey The file as which it was opened: where nobody could look into the one that is there, the one before.
   */
  opened(fileKey: string | null): void;
  stop(): void;
}

export function createWatchman(options: WatchmanOptions): Watchman {
  const { clock, db, unawaited } = options;
  let timer: Timer | null = null;
  let isStopped = false;
  const told = createStandstill();
  const tail = createStandstill();
  let fileKey: string | null = null;
  let isCut = false;
  /** As what it was opened; null = nothing was, or nobody has ever seen the file. */
  let openedKey: string | null = null;
  /** What stands there now is not what is read. */
  let isOther = false;
  /** Rows up to here have been asked for again already and still did not come: nothing there to be heard. */
  let askedTo = 0;

  let jumps: Jumps | null = null;
  const lookAtClock = () => {
    const byMs = jumps?.look() ?? null;
    if (byMs !== null && !isStopped) options.onJump(byMs);
  };
  const replaced = () => {
    askedTo = 0;
    for (const standstill of [told, tail]) standstill.forget();
    isOther = true;
    options.onReplaced();
  };
  /** What stands there is the file that it was, another, or nothing that can be seen. */
  const checkFile = async (): Promise<'same' | 'other' | 'none'> => {
    const key = (await db?.fileKey()) ?? null;
    if (key === null || isStopped) return 'none';
    options.onFile(key);
    const isReplaced = fileKey !== null && key !== fileKey;
    fileKey = key;
    if (isReplaced) replaced();
    return isReplaced ? 'other' : 'same';
  };
  const checkRows = async () => {
    const seen = options.highestRowid();
    const newest = await db?.newestRows().catch(() => null);
    if (newest == null || isOther) return;
    // It took the place while it could not be looked into, and now it can.
    if (openedKey !== null && openedKey !== fileKey) return replaced();
    const wasCut = isCut;
    isCut = await hasLostRows(db, seen, newest.told);
    if (!isCut) options.onLook(newest.told > (options.seenTo() ?? 0), fileKey);
    else if (!wasCut) replaced();
    const seenTo = options.seenTo();
    if (seenTo === null) return;
    if (told.lasts(seenTo, newest.told > askedTo ? newest.told : seenTo)) {
      askedTo = newest.told;
      options.onDeaf(seenTo, newest.told);
    }
    if (tail.lasts(seenTo, newest.last)) options.onTailMissing();
  };
  const check = async () => (await checkFile()) === 'same' && checkRows();
  const look = () => {
    timer = clock.after(LOOK_EVERY_MS, () => {
      lookAtClock();
      unawaited(check(), 'looking after the watch');
      look();
    });
  };

  return {
    lookAtClock,
    isReplaced: async () => (await checkFile()) === 'other',
    opened(key) {
      openedKey = key;
      isOther = false;
    },
    start() {
      if (isStopped) return;
      jumps = createJumps(clock, LOOK_EVERY_MS);
      unawaited(checkFile(), 'looking after the watch');
      look();
    },
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}

/** Whether what the last look found has not come yet, nor anything else: a long replay is not deaf. */
function createStandstill() {
  let last: { readonly newest: number; readonly seen: number } | null = null;
  return {
    lasts(seen: number, newest: number): boolean {
      const isStill = newest > seen && last !== null && seen < last.newest && seen === last.seen;
      last = newest > seen && !isStill ? { newest, seen } : null;
      return isStill;
    },
    forget() {
      last = null;
    },
  };
}

/** An older copy may be written into the same file: rows that were seen have never been there (ruling-28). */
async function hasLostRows(db: MessagesDb | null, seen: number | null, newest: number): Promise<boolean> {
  if (seen === null || newest >= seen) return false;
  const highest = await db?.highestEver().catch(() => null);
  return highest != null && highest < seen;
}
