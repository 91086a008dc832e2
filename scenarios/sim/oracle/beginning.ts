// Rows that were there when the gateway looked at a database for the first time, and what they are to it.

import { clockOffsetAt } from './clock-gaps.ts';
import { copyOf, isTheFirst, replacedAtMs, stoodFromMs } from './databases.ts';
import { disturbedUntil } from './disturbances.ts';
import type { GatewayLife, History, Subscription, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import { receivingAccounts, type Settings } from './settings.ts';
import { TAKING_MS } from './taking.ts';

/** Near an edge of a window nobody can say. */
const NEAR_MS = 30_000;
/** Rows of another database count from so long before the last look at the one that it replaces (ruling-28). */
const BEFORE_LAST_LOOK_MS = 15 * 60_000;

/** From the start of a gateway to its look at chat.db. */
const LOOKING_MS = 2_000;

/** `history` = it is not answered; `replay` = as if it had come while the gateway was down. */
export type Beginning = 'history' | 'replay' | { readonly unknown: string };

/** What a row is by having been there at the first look at its database; null = it came later. */
export function beginningOf(row: WitnessedRow, account: Settings, history: History): Beginning | null {
  const first = history.subscriptions.find(({ database }) => database === row.database);
  if (!first || row.insertedAtMs > first.atMs) return null;
  if (history.subscriptions[0] !== first) return inAnother(row, first, account, history);
  const asFirst = inTheFirst(row, first, account, history);
  const looked = account.isRemote ? null : lookedAtOneBefore(row.database, history);
  if (looked === null) return asFirst;
  const asAnother = inAnother(row, first, account, history);
  return looked === 'surely' || asAnother === asFirst ? asAnother : UNSEEN;
}

function inTheFirst(row: WitnessedRow, first: Subscription, account: Settings, history: History): Beginning {
  const [one = 'history', ...others] = lookBacksOf(first, account, history).map((lookBackMs) =>
    lookedBack(row, first, lookBackMs, history),
  );
  return others.every((other) => other === one) ? one : UNSEEN;
}

/** What the lives say that can have had the first look; each once. */
function lookBacksOf(first: Subscription, account: Settings, { lives }: History): readonly (number | null)[] {
  const begun = lives.filter(({ fromMs }) => fromMs <= first.atMs);
  const configs = lives.length > 1 ? new Set(begun.map(({ config }) => config)) : [];
  const thoseThen = [...configs].flatMap(
    (config) => receivingAccounts(config).find(({ accountId }) => accountId === account.accountId) ?? [],
  );
  const found = thoseThen.length > 0 ? thoseThen : [account];
  return [...new Set(found.map(({ isRemote, firstLookBackMs }) => (isRemote ? null : firstLookBackMs)))];
}

function lookedBack(
  row: WitnessedRow,
  first: Subscription,
  lookBackMs: number | null,
  history: History,
): Beginning {
  const startMs = history.lives[0]?.fromMs ?? first.atMs;
  if (lookBackMs !== null && !beganInFirstLife(first, history))
    return whereAnEarlierOneLooked(row, startMs - lookBackMs, first.atMs - lookBackMs, history);
  // Of what came in the very millisecond the cursor alone says whether it was there.
  const isAfterLook =
    row.insertedAtMs === startMs && first.sinceRowid !== null && row.rowid > first.sinceRowid;
  if (row.insertedAtMs > startMs || isAfterLook) return whileItBegan(row, first);
  return lookBackMs === null ? 'history' : atFirstLook(row, first.atMs - lookBackMs, history);
}

const UNSEEN: Beginning = { unknown: 'it came before the gateway first looked' };

/**
 * Whether a gateway looked, as it started, at a database that stood there before this one and was gone before anybody read
 * it. Null = none had begun by then.
 */
function lookedAtOneBefore(database: number, history: History): 'surely' | 'perhaps' | null {
  const begun = livesBefore(database, history);
  if (begun.some((life) => hasLooked(life, stoodFromMs(history, database), history))) return 'surely';
  return begun.length > 0 ? 'perhaps' : null;
}

/** Lives that began while an earlier database stood there. */
function livesBefore(database: number, history: History): readonly GatewayLife[] {
  if (isTheFirst(history, database)) return [];
  const goneMs = stoodFromMs(history, database);
  return history.lives.filter(({ fromMs }) => fromMs < goneMs);
}

/** Whether a gateway has looked by a time, as it does when it starts. */
function hasLooked({ fromMs, toMs }: GatewayLife, byMs: number, { disturbances }: History): boolean {
  const hinders = disturbances.filter(({ what }) => KEEPS_FROM_LOOKING.test(what));
  const wasFree = disturbedUntil(hinders, 'reading', fromMs, fromMs + LOOKING_MS) === null;
  return wasFree && Math.min(byMs, toMs ?? byMs) - fromMs > LOOKING_MS;
}

function beganInFirstLife(first: Subscription, { lives }: History): boolean {
  const endMs = lives[0]?.toMs ?? null;
  return endMs === null || first.atMs <= endMs;
}

/** One that ended before it subscribed may have looked: by the earlier look or by the later one what is inside is read. */
function whereAnEarlierOneLooked(
  row: WitnessedRow,
  earlierMs: number,
  laterMs: number,
  history: History,
): Beginning {
  if (atFirstLook(row, laterMs, history) === 'replay') return 'replay';
  const isBefore = row.insertedAtMs < (history.lives[0]?.fromMs ?? 0);
  return isBefore && atFirstLook(row, earlierMs, history) === 'history' ? 'history' : UNSEEN;
}

/** The boundary of a first start is the cursor from which it reads: `since_rowid` says which it was. */
function whileItBegan(row: WitnessedRow, { sinceRowid }: Subscription): Beginning {
  return sinceRowid !== null && row.rowid > sinceRowid ? 'replay' : UNSEEN;
}

/** With catch-up the first start begins at the first row inside of its window (ruling-43). */
function atFirstLook(row: WitnessedRow, fromMs: number, { rows }: History): Beginning {
  const dated = (edgeMs: number) =>
    rows.some(
      ({ database, rowid, dateMs }) =>
        database === row.database && rowid <= row.rowid && dateMs !== null && dateMs >= edgeMs,
    );
  if (!dated(fromMs - NEAR_MS)) return 'history';
  return dated(fromMs + NEAR_MS) ? 'replay' : { unknown: 'its date is near the edge of the first look back' };
}

/** What another database brings along is news where it is dated after the last look at the one before (ruling-28). */
function inAnother(row: WitnessedRow, first: Subscription, account: Settings, history: History): Beginning {
  if (wasTakenForTheFirst(row, first, history)) return UNSEEN_CHANGE;
  // A copy of the one before is no other: what it has of its own came while nobody looked.
  const copy = copyOf(history, row.database);
  if (copy === 'surely') return 'replay';
  const byDate = byDateIn(row, history);
  if (byDate === 'replay') return byDate;
  if (copy === 'perhaps') return UNPROVEN;
  if (account.isRemote) return byDate;
  const wasLookedAt = lookedAtBefore(row, first, history);
  if (wasLookedAt === 'surely') return 'replay';
  return wasLookedAt === 'perhaps' ? UNSEEN : byDate;
}

function byDateIn(row: WitnessedRow, history: History): Beginning {
  if (row.dateMs === null) return 'history';
  const lookMs = lastLookMs(history, row.database);
  const wrongByMs = clockOffsetAt(history, lookMs);
  const by = (edgeMs: number) => byEdge(row.dateMs!, edgeMs - BEFORE_LAST_LOOK_MS);
  const byTrueTime = by(lookMs);
  if (wrongByMs !== 0 && byTrueTime !== by(lookMs + wrongByMs))
    return { unknown: 'the clock of the gateway was wrong at the last look at another database' };
  if (by(keptLookMs(history, row.database)) !== byTrueTime) return UNKEPT;
  if (by(freeLookMs(lookMs, history)) !== byTrueTime) return HINDERED;
  const unreadMs = lookedWithoutReadingMs(history, row.database);
  return unreadMs === null || by(unreadMs) === byTrueTime ? byTrueTime : UNREAD;
}

/** What keeps a gateway from looking into chat.db; what only imsg suffers from does not. */
const KEEPS_FROM_LOOKING = /^(?:the store|the gateway|chat\.db|fullDiskAccess|environment|gone)/;
/** Of those what keeps it from knowing which file stands there. */
const HIDES_THE_FILE = /^(?:chat\.db|fullDiskAccess|environment|gone)/;
/** What put the database there disturbs nobody's look at it. */
const PUTS_THERE = /^(?:replace|restore)-database$/;

/**
 * Whether a gateway had looked at a database before a row of it came, and not only as it subscribed: each looks as it starts,
 * and one that something kept from subscribing may have looked before. Null = none had.
 */
function lookedAtBefore(
  { database, insertedAtMs }: WitnessedRow,
  first: Subscription,
  history: History,
): 'surely' | 'perhaps' | null {
  const { lives, disturbances } = history;
  const stoodMs = stoodFromMs(history, database);
  const begun = lives.filter(({ fromMs }) => fromMs > stoodMs && fromMs < insertedAtMs);
  if (begun.some((life) => hasLooked(life, insertedAtMs, history))) return 'surely';
  if (begun.length > 0) return 'perhaps';
  const ofOthers = disturbances.filter(({ what }) => !PUTS_THERE.test(what));
  const wasKept = disturbedUntil(ofOthers, 'reading', stoodMs, first.atMs) !== null;
  return wasKept && insertedAtMs > stoodMs ? 'perhaps' : null;
}

const UNPROVEN: Beginning = { unknown: 'too little is known of the database that it may be a copy of' };

/** A gateway that could not look into it goes on from where the one before ended: it passes over what stands below. */
function wasTakenForTheFirst(
  { database, rowid }: WitnessedRow,
  { atMs, sinceRowid }: Subscription,
  history: History,
): boolean {
  if (sinceRowid === null || rowid > sinceRowid) return false;
  const stoodMs = stoodFromMs(history, database);
  return history.disturbances.some(
    ({ what, of, fromMs, toMs }) =>
      of !== 'sending' &&
      HIDES_THE_FILE.test(what) &&
      fromMs <= stoodMs + LOOKING_MS &&
      (toMs === null || toMs >= atMs),
  );
}

const UNSEEN_CHANGE: Beginning = { unknown: 'a gateway may have taken its database for the one before' };
const UNKEPT: Beginning = {
  unknown: 'a gateway that was killed may not have kept its last look at another database',
};
const HINDERED: Beginning = {
  unknown: 'something kept the gateway from looking before another database came',
};
const UNREAD: Beginning = { unknown: 'a gateway may have looked at another database that it did not read' };

function byEdge(dateMs: number, edgeMs: number): Beginning {
  if (dateMs < edgeMs - NEAR_MS) return 'history';
  return dateMs > edgeMs + NEAR_MS ? 'replay' : NEAR_EDGE;
}

const NEAR_EDGE: Beginning = { unknown: 'its date is near the last look at another database' };

/**
 * Until when a database before this one was read, which ends as another takes its place; where none was, when a gateway last
 * looked at one as it started.
 */
const lastLookMs = perHistory((history, database: number): number => {
  const looks = history.subscriptions
    .filter((watch) => watch.database < database)
    .map((watch) =>
      Math.min(watch.endedAtMs ?? Number.POSITIVE_INFINITY, replacedAtMs(history, watch.database)),
    );
  const atStart = looks.length > 0 ? [] : livesBefore(database, history).map(({ fromMs }) => fromMs);
  return Math.max(...looks, ...atStart);
});

/** So much may lie between a look and the last one that is durable: a kept one, or one that came with a row. */
const KEPT_EVERY_MS = 5 * 60_000 + 15_000;

/** Since when a gateway that was killed may have kept no look at the databases before this one. */
const keptLookMs = perHistory((history, database: number): number => {
  const { lives, subscriptions, tellings } = history;
  const lookMs = lastLookMs(history, database);
  const begunMs = subscriptions.find((watch) => watch.database === database)!.atMs;
  const wasKilled = lives.some(
    ({ end, toMs }) => end === 'crash' && toMs !== null && toMs >= lookMs && toMs <= begunMs,
  );
  if (!wasKilled) return lookMs;
  const carried = [...subscriptions, ...tellings].filter(
    (one) => one.database < database && one.atMs + TAKING_MS <= lookMs,
  );
  return carried.reduce((lastMs, { atMs }) => Math.max(lastMs, atMs), lookMs - KEPT_EVERY_MS);
});

/** A gateway looks so often, and after what kept it from that so late. */
const LOOKS_EVERY_MS = 30_000;

/** Since when something has kept a gateway from looking, where it did at its last look at a database: imsg may read on. */
function freeLookMs(lookMs: number, { disturbances }: History): number {
  const hinders = disturbances.filter(({ what, of }) => of !== 'sending' && KEEPS_FROM_LOOKING.test(what));
  let fromMs = lookMs;
  for (;;) {
    const before = hinders.find(
      (one) => one.fromMs < fromMs && (one.toMs === null || one.toMs + LOOKS_EVERY_MS >= fromMs),
    );
    if (!before) return fromMs;
    fromMs = before.fromMs;
  }
}

/**
 * Until when a gateway ran on while that database stood there, whatever it read: it looks at the file also where no imsg
 * answers. Null = none did after the last watch.
 */
const lookedWithoutReadingMs = perHistory((history, database: number): number | null => {
  const lookMs = lastLookMs(history, database);
  const goneMs = stoodFromMs(history, database);
  const ranOn = history.lives
    .filter(({ fromMs }) => fromMs < goneMs)
    .map(({ toMs }) => Math.min(toMs ?? goneMs, goneMs));
  const lastMs = Math.max(...ranOn);
  return lastMs > lookMs ? lastMs : null;
});
