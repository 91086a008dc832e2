// When the gateway was told of a row, or should have been, and which of the two age limits applied then.

import {
  isAskedFor,
  mayBeAskedFor,
  mayBeLeftToWatch,
  seenAtMs,
  toldAtLatestMs,
  toldSoonAfter,
  wasSeenByWatch,
} from './asked.ts';
import { backlogMs } from './backlog.ts';
import { GATEWAY_SLEEPS } from './clock-gaps.ts';
import { disturbedUntil, heldSinceMs } from './disturbances.ts';
import type { History, Subscription, Telling, WitnessedRow } from './history.ts';
import { BOUNDARY_TAKES_MS, type Limit, limitsAt, limitsSince, MENDING_TAKES_MS } from './limits.ts';
import { runsOf } from './runs.ts';
import type { Settings } from './settings.ts';
import { TAKING_MS, wasTaken } from './taking.ts';

/** A time at which a gateway may have taken it, and the limits that may have applied then. */
export interface Moment {
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly limits: ReadonlySet<Limit>;
}

export interface Arrival {
  readonly earliestMs: number;
  readonly latestMs: number;
  /** At least one. */
  readonly moments: readonly Moment[];
  /** Whether imsg did tell of it: else these are the times at which it should have. */
  readonly wasTold: boolean;
  /** Whether a gateway that was told of it lived on. */
  readonly isTaken: boolean;
  /**
   * When imsg told of it: from when on it may have read what it told at first, when it told it, and what that gateway
   * took; infinite = not that anybody knows.
   */
  readonly toldMs: { readonly read: number; readonly first: number; readonly taken: number };
  /** Nobody who was told of it lived on, and who read on after them should have been told by then; null = nobody did. */
  readonly readOnMs: number | null;
  /** Whether it had to be asked for before a gateway took it (ruling-27); null = nobody can say. */
  readonly cameAgain: boolean | null;
  /** It was told to a gateway that did not live on, and its database was gone before the next one. */
  readonly mayBeLost: boolean;
}

/** What imsg told, by GUID. */
export type Told = ReadonlyMap<string, readonly Telling[]>;

/** A poll that missed its notice, a debounce, a chat that comes late. */
const TELLING_TAKES_MS = 20_000;
const ROUNDS_MAX = 1_000;

/** A gap counts as sleep from 30 s on, between looks that are up to 15 s apart. */
const NOTICED_FROM_MS = 30_000;
const NOTICED_MS = 45_000;

export function toldBy({ tellings }: History): Told {
  const told = new Map<string, Telling[]>();
  for (const telling of tellings) {
    const before = told.get(telling.guid);
    if (before) before.push(telling);
    else told.set(telling.guid, [telling]);
  }
  return told;
}

/** Null = nobody read on after it. */
export function arrivalOf(
  row: WitnessedRow,
  account: Settings,
  history: History,
  told: Told,
): Arrival | null {
  const watches = watchesOf(row, history);
  const availableMs = row.joinedAtMs ?? row.insertedAtMs;
  const tellings = told.get(row.guid) ?? [];
  // What was skipped at a start is to be told as well: it is for its age to say whether that was right.
  const first = watches.find(({ endedAtMs }) => endedAtMs === null || endedAtMs > availableMs);
  const expected = first ? followed(row, availableMs, first, account, history) : null;
  return tellings.length === 0 ? expected : asTold(row, tellings, account, history, expected);
}

/** By the record of the wire: told at the first time at which a gateway lived on and could take it. */
function asTold(
  row: WitnessedRow,
  tellings: readonly Telling[],
  account: Settings,
  history: History,
  expected: Arrival | null,
): Arrival {
  const firstMs = tellings[0]!.atMs;
  const readMs = heldSinceMs(history.disturbances, firstMs);
  const moments: Moment[] = [];
  for (const telling of tellings) {
    const { atMs, again = false } = telling;
    const hearing = heardAt(row, telling, account, history);
    moments.push(...hearing.moments);
    // Told beside what was asked for, it is taken from the watch where nobody misses it yet.
    const byWatch = again ? toldSoonAfter(atMs, tellings) : undefined;
    if (byWatch && seenAtMs(row, history) >= byWatch.atMs)
      moments.push(...heardAt(row, byWatch, account, history).moments);
    if (hearing.isTaken && !mayBeLeftToWatch(row, telling, tellings, history))
      return arrivalAt(moments, {
        wasTold: true,
        isTaken: true,
        toldMs: { read: readMs, first: firstMs, taken: atMs },
        cameAgain: again
          ? (isAskedFor(atMs, tellings) && !wasSeenByWatch(row, tellings, history)) || null
          : mayBeAskedFor(row, tellings, history) && null,
      });
  }
  // Who was told in no other way than by being asked for it is not told by the watch that follows.
  const cameAgain = tellings.some(({ again }) => again) && (isAskedFor(firstMs, tellings) || null);
  const toldMs = { read: readMs, first: firstMs, taken: Number.POSITIVE_INFINITY };
  if (cameAgain === true) return arrivalAt(moments, { wasTold: true, toldMs, cameAgain });
  const [next] = history.subscriptions.filter(({ atMs }) => atMs > tellings.at(-1)!.atMs);
  if (next) {
    // A gateway that reads on and is not told again has taken it.
    const mayBeLost = next.database !== tellings.at(-1)!.database;
    const readOnMs = mayBeLost ? null : followed(row, next.atMs, next, account, history).latestMs;
    return arrivalAt(moments, { wasTold: true, toldMs, mayBeLost, readOnMs, cameAgain });
  }
  return arrivalAt(expected ? [...moments, ...expected.moments] : moments, {
    wasTold: true,
    toldMs,
    cameAgain,
  });
}

/** When one telling of it may have been taken, by which limits, and whether a gateway lived on to take it. */
export function heardAt(
  row: WitnessedRow,
  { atMs, pid }: Telling,
  account: Settings,
  history: History,
): { readonly moments: readonly Moment[]; readonly isTaken: boolean } {
  const ofPid = history.subscriptions.filter((watch) => watch.pid === pid);
  // A process that is only asked is none that watches.
  const watching = ofPid.length === 0 ? history.subscriptions : ofPid;
  const before = watching.findLast((one) => one.atMs <= atMs) ?? watching[0];
  // A gateway that has just begun asks by the boundary of the watch that it is about to ask for.
  const hasBegun = before && runsOf(history).some(({ fromMs }) => fromMs > before.atMs && fromMs <= atMs);
  const watch = (hasBegun ? watching.find((one) => one.atMs > atMs) : null) ?? before;
  const limits = new Set(watch ? limitsSince(row, watch, atMs, account, history) : []);
  const sleep = sleepAfter(atMs, history);
  const atOnce = { earliestMs: atMs, latestMs: atMs, limits };
  if (sleep === null) return { moments: [atOnce], isTaken: wasTaken(atMs, history) };
  const awake = atWake(row, sleep, limits, account);
  const moments = sleep.fromMs > atMs ? [atOnce, awake] : [awake];
  return { moments, isTaken: wasTaken(sleep.toMs + 1, history) };
}

interface Sleep {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The sleep of the gateway's computer in which it was told, or so shortly before that it may be taken only after it. */
function sleepAfter(atMs: number, { disturbances }: History): Sleep | null {
  const sleep = disturbances.find(
    ({ what, fromMs, toMs }) =>
      what === GATEWAY_SLEEPS && fromMs <= atMs + TAKING_MS && toMs !== null && toMs >= atMs,
  );
  return sleep ? { fromMs: sleep.fromMs, toMs: sleep.toMs! } : null;
}

/** What waited in the pipe is read as it wakes, below the boundary that a wake from sleep takes (ruling-2). */
function atWake(
  { insertedAtMs }: WitnessedRow,
  { fromMs, toMs }: Sleep,
  limits: ReadonlySet<Limit>,
  { isRemote }: Settings,
): Moment {
  const moment = { earliestMs: toMs, latestMs: toMs + TAKING_MS };
  const sleptMs = toMs - fromMs;
  if (isRemote || sleptMs < NOTICED_FROM_MS) return { ...moment, limits };
  const isSure = sleptMs >= NOTICED_MS && insertedAtMs <= toMs - BOUNDARY_TAKES_MS;
  return { ...moment, limits: new Set<Limit>(isSure ? ['recovery'] : ['recovery', ...limits]) };
}

const UNTOLD = {
  read: Number.POSITIVE_INFINITY,
  first: Number.POSITIVE_INFINITY,
  taken: Number.POSITIVE_INFINITY,
};

function arrivalAt(
  moments: readonly Moment[],
  known: Pick<Arrival, 'wasTold'> & Partial<Omit<Arrival, keyof Moment | 'moments'>>,
): Arrival {
  return {
    earliestMs: Math.min(...moments.map(({ earliestMs }) => earliestMs)),
    latestMs: Math.max(...moments.map(({ latestMs }) => latestMs)),
    moments,
    isTaken: false,
    toldMs: UNTOLD,
    readOnMs: null,
    mayBeLost: false,
    cameAgain: false,
    ...known,
  };
}

/** By the rules alone: when it should have been told. */
function followed(
  row: WitnessedRow,
  availableMs: number,
  first: Subscription,
  account: Settings,
  history: History,
): Arrival {
  const watches = watchesOf(row, history);
  const limits = new Set<Limit>();
  const limitAt = (watch: Subscription) => {
    for (const limit of limitsAt(row, watch, account, history)) limits.add(limit);
  };
  const earliestMs = Math.max(availableMs, first.atMs);
  const waiting = backlogMs(row, first);
  let watch = first;
  limitAt(watch);
  let latestMs = Math.max(earliestMs + TELLING_TAKES_MS + waiting, toldAtLatestMs(row));
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const mendedMs = disturbedUntil(history.disturbances, 'reading', earliestMs - TELLING_TAKES_MS, latestMs);
    if (mendedMs !== null && mendedMs + MENDING_TAKES_MS > latestMs) {
      latestMs = mendedMs + MENDING_TAKES_MS;
      for (const other of watches) if (other.atMs >= earliestMs && other.atMs <= latestMs) limitAt(other);
      continue;
    }
    const { endedAtMs } = watch;
    if (endedAtMs === null || endedAtMs > latestMs) break;
    const next = watches.find(({ atMs }) => atMs > watch.atMs);
    if (!next) {
      latestMs = Number.POSITIVE_INFINITY;
      break;
    }
    watch = next;
    limitAt(watch);
    latestMs = Math.max(latestMs, watch.atMs + TELLING_TAKES_MS + waiting);
  }
  return arrivalAt([{ earliestMs, latestMs, limits }], { wasTold: false });
}

function watchesOf({ database }: WitnessedRow, { subscriptions }: History): readonly Subscription[] {
  return subscriptions.filter((watch) => watch.database === database);
}
