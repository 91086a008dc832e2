// Rows that imsg did not tell: kept as spans with the commit that reveals them, asked for again, and given up at last
// (ruling-27).

import { EngineError } from '../errors.ts';
import type { Decision } from '../inbound/decision.ts';
import type { Arrival } from '../message/message.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Hole, HoleChanges } from '../store/commands/holes.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Ask } from './asking.ts';
import { createHoleList, HOLES_MAX, type HoleList } from './hole-list.ts';
import { createRound, LAST_ASK, NEAR_ROWS, rowidsOf } from './hole-round.ts';
import { createRowidLimit } from './rowid-limit.ts';
import { isIn } from './spans.ts';

/** When the rows of a hole are asked for, counted from the moment when they were missed. */
const ASK_AFTER_MS = [10_000, 60_000, 600_000] as const;
/** Pause after imsg could not be asked, doubled up to the second value. */
const RETRY_FIRST_MS = 10_000;
const RETRY_MAX_MS = 600_000;

export interface HolesOptions {
  readonly sourceId: string;
  readonly accountId: string;
  readonly store: Pick<Store, 'holes' | 'changeHoles'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly unawaited: Unawaited;
  /** Null behind a remote wrapper. */
  readonly db: MessagesDb | null;
  readonly ask: Ask;
  /** Whether the build of imsg tells rows page by page. */
  hasPages(): boolean;
  /** Whether chat.db is the file that is read; true where nobody can say. */
  isThere(): Promise<boolean>;
  /** Whether that file could be looked into, be it earlier. */
  couldBeRead(): boolean;
  push(arrivals: readonly Arrival[]): void;
  /** Resolves when what was pushed is journalled. */
  idle(): Promise<void>;
}

export interface Holes {
  readonly sourceId: string;
  /** Every rowid up to here was seen or is in a hole; null = nothing is known yet. */
  accountedTo(): number | null;
  /** Everything at or below was seen, skipped, or is in a hole already. */
  raise(rowid: number | null): void;
  /** Null = no row of the batch jumps; else to be waited for before it is taken. */
  lookAhead(batch: readonly Arrival[]): Promise<void> | null;
  /** Which of them are journalled, and what is to be committed with them. */
  take(batch: readonly Decision[]): {
    readonly kept: readonly Decision[];
    readonly changes: HoleChanges | null;
  };
  /** Whatever chat.db has beyond what was seen was lost on its way. False = nobody can say. */
  missTail(): Promise<boolean>;
  /** Rows are asked for from here on: somebody takes what comes. */
  start(): void;
  stop(): void;
  /** Whether a row is to be asked for. */
  misses(rowid: number): boolean;
  /** Another database stands in the place of this one. What that misses not as well nobody can be asked for any more. */
  leave(next: Pick<Holes, 'misses'>): void;
}

export async function openHoles(options: HolesOptions): Promise<Holes> {
  const { sourceId, accountId, store, clock, logger, unawaited, db } = options;
  const list = createHoleList(await store.holes({ sourceId, limit: HOLES_MAX }));
  const limit = createRowidLimit(db, clock);
  let timer: Timer | null = null;
  let isAsking = false;
  let isStopped = true;
  const pauses = createPauses(clock, list);

  const tell = createTeller(options, list);
  const bounded = (changes: HoleChanges | null) =>
    withinBound(list, tell(changes), (dropped) =>
      logger.error(
        `imessage: too many rows are missing, giving up account=${accountId} ${rowidsOf(dropped)}`,
      ),
    );
  const commit = (changes: HoleChanges | null) => {
    const all = bounded(changes);
    if (all) unawaited(store.changeHoles({ sourceId, ...all }), 'keeping missing rows', 'vital');
  };
  const schedule = () => {
    timer?.cancel();
    if (isAsking || isStopped || list.holes.length === 0) return;
    commit(list.setBack(clock.wallMs()));
    const waitMs = pauses.nextMs() - clock.wallMs();
    timer = clock.after(Math.max(0, waitMs), () => unawaited(askRound(), 'asking for missing rows', 'vital'));
  };
  const stop = () => {
    isStopped = true;
    timer?.cancel();
  };
  const round = createRound({ ...options, list, commit });
  const askRound = async () => {
    const due = firstNeighbours(pauses.due());
    if (due.length === 0) return schedule();
    isAsking = true;
    try {
      await round(due);
      pauses.asked(due);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      pauses.failed();
      logger.warn(couldNotAsk(accountId, due, error));
    } finally {
      isAsking = false;
      schedule();
    }
  };

  return {
    sourceId,
    accountedTo: () => list.accountedTo(),
    raise: list.raise,
    start() {
      isStopped = false;
      schedule();
    },
    lookAhead: (batch) => limit.look(batch, list.accountedTo()),
    take(batch) {
      const marked = batch.map(limit.mark);
      const { kept, passedOver, changes } = list.take(marked, clock.wallMs());
      tellOfPassedOver(passedOver, options);
      if (changes) schedule();
      return { kept, changes: bounded(changes) };
    },
    async missTail() {
      const newest = await db?.maxRowid().catch(() => null);
      if (newest == null || !(await options.isThere())) return false;
      commit(list.missTo(newest, clock.wallMs()));
      schedule();
      return true;
    },
    stop,
    misses: (rowid) => isIn(list.holes, rowid),
    leave(next) {
      const left = list.holes.filter(({ toRowid }) => !next.misses(toRowid));
      if (left.length === 0) return;
      logger.warn(
        `imessage: missing rows stay behind in the database that stood there before account=${accountId} ${rowidsOf(left)}`,
      );
    },
  };
}

function tellOfPassedOver(batch: readonly Decision[], { accountId, logger }: HolesOptions): void {
  for (const { row } of batch) {
    const what = row.isBeyond ? 'far above all rows' : "no missing row's";
    logger.warn(
      `imessage: passed over a message in no chat whose number is ${what} account=${accountId} rowid=${row.rowid}`,
    );
  }
}

/** Says of rows that they are missing, once: what is cut out of a hole was missed before. */
function createTeller({ accountId, logger }: HolesOptions, list: HoleList) {
  let missedTo = list.accountedTo() ?? 0;
  return (changes: HoleChanges | null): HoleChanges | null => {
    for (const hole of changes?.opened ?? []) {
      if (hole.fromRowid <= missedTo) continue;
      missedTo = hole.toRowid;
      logger.debug(`imessage: rows are missing account=${accountId} ${rowidsOf([hole])}`);
    }
    return changes;
  };
}

/** Whether it has been asked for as often as it is, and could not end. */
const isOverdue = ({ asked }: Hole) => asked > LAST_ASK;

/** When which hole is asked for. */
function createPauses(clock: Clock, list: HoleList) {
  const failing = createPause(clock);
  /** Nobody took what came, or what was given up: it is not asked for without a pause. */
  const endless = createPause(clock);
  const dueMs = (hole: Hole) => Math.max(askMs(hole), isOverdue(hole) ? endless.untilMs() : 0);
  const isStillOpen = ({ asked, fromRowid }: Hole) => asked >= LAST_ASK && isIn(list.holes, fromRowid);
  return {
    due() {
      const nowMs = clock.wallMs();
      return list.holes.filter((hole) => dueMs(hole) <= nowMs);
    },
    nextMs: () => Math.max(failing.untilMs(), Math.min(...list.holes.map(dueMs))),
    asked(due: readonly Hole[]) {
      failing.end();
      if (!list.holes.some(isOverdue)) endless.end();
      else if (due.some(isStillOpen)) endless.grow();
    },
    failed: failing.grow,
  };
}

/** Grows while imsg cannot be asked, or nobody takes what it says. */
function createPause(clock: Clock) {
  let failures = 0;
  let untilMs = 0;
  return {
    /** On the clock as it is now: the pause itself goes by the one that nobody sets. */
    untilMs: () => clock.wallMs() + Math.max(0, untilMs - clock.monotonicMs()),
    grow() {
      untilMs = clock.monotonicMs() + Math.min(RETRY_FIRST_MS * 2 ** failures, RETRY_MAX_MS);
      failures += 1;
    },
    end() {
      failures = 0;
    },
  };
}

function couldNotAsk(accountId: string, due: readonly Hole[], { message }: EngineError): string {
  return `imessage: missing rows could not be asked for account=${accountId} ${rowidsOf(due)}: ${message}`;
}

/** What falls off the bound is committed with what pushes it off. */
function withinBound(
  list: HoleList,
  changes: HoleChanges | null,
  onDropped: (dropped: readonly Hole[]) => void,
): HoleChanges | null {
  const dropped = list.dropOldest();
  if (dropped.length === 0) return changes;
  for (const hole of dropped) onDropped([hole]);
  const { closed = [], opened = [] } = changes ?? {};
  return {
    closed: [...closed, ...dropped.map(({ fromRowid }) => fromRowid)],
    opened: opened.filter((hole) => !dropped.includes(hole)),
  };
}

function askMs({ openedAtMs, asked }: Hole): number {
  return openedAtMs + ASK_AFTER_MS[Math.min(asked, LAST_ASK)]!;
}

/** The first holes that lie close enough together to be asked for at once. */
function firstNeighbours(due: readonly Hole[]): readonly Hole[] {
  const end = due.findIndex(
    (hole, index) => index > 0 && hole.fromRowid - due[index - 1]!.toRowid > NEAR_ROWS,
  );
  return end === -1 ? due : due.slice(0, end);
}
