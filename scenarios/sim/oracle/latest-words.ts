// Whether a gateway could know, as it handed a turn over, what had become of its rows by then (ruling-32).

import { copiesOf } from './copies.ts';
import { replacedAtMs, stoodFromMs } from './databases.ts';
import { firstByTurn } from './first-calls.ts';
import type { AgentCall, History, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';

/** What keeps a gateway from looking into chat.db. */
const UNREADABLE = /^(?:chat\.db |fullDiskAccess|gone\b|environment no-fda)/;
/** It looked so shortly before the hand-over. */
const LOOKED_MS = 3_000;
/** Whatever these do to a line, the answer comes whole, and soon. */
const ANSWERS_ALL_THE_SAME =
  /^(?:push-dead|banner|chunks|stderr-noise|bad-dates|twice|disk-full|deaf|watch-error|bridge-)/;
/** That another file has taken the place is noticed by looks, as `databases.ts` has it. */
export const NOTICED_MS = 20_000;
/** What it knows to be edited it asks imsg for, and that no longer. */
const ASKED_FOR_MS = 30_000;

/** Under these a line has no end: the answer behind it stands on the same line. */
const TEARS_LINES = /^torn\b/;
/** So long before it gives up it asks for the last time but one: what breaks off then takes the last answer with it. */
const TORN_FELT_MS = 20_000;

/** Where chat.db cannot be asked, or imsg not for so long, a row is handed over as it was told. */
function couldNotAsk(atMs: number, { isRemote }: Settings, { disturbances }: History): boolean {
  if (isRemote) return true;
  return disturbances.some(({ what, of, fromMs, toMs }) => {
    if ((of !== 'all' && of !== 'reading') || ANSWERS_ALL_THE_SAME.test(what)) return false;
    const feltMs = TEARS_LINES.test(what) ? TORN_FELT_MS : LOOKED_MS;
    if ((toMs ?? Number.POSITIVE_INFINITY) < atMs - feltMs) return false;
    return fromMs <= (UNREADABLE.test(what) ? atMs : atMs - ASKED_FOR_MS);
  });
}

/**
 * Whether what became of a row by a time may have escaped the gateway; so it may where the row was deleted by then, or
 * another database stands there that does not have it.
 */
export function mayHaveMissedEdits(
  row: WitnessedRow,
  atMs: number,
  account: Settings,
  history: History,
): boolean {
  if (row.deletedAtMs !== null && row.deletedAtMs <= atMs) return true;
  return couldNotAsk(atMs, account, history) || copiesAt(row, atMs, history, 0).length === 0;
}

/** Rows whose turn the gateway ended since nothing was left of them; whether that is true is for `interruptions.ts`. */
const withdrawn = perHistory(({ turnEvents }: History): ReadonlySet<string> => {
  const ended = turnEvents.filter(({ code }) => code === 'taken_back');
  return new Set(ended.flatMap(({ messageGuids }) => messageGuids));
});

export function wasWithdrawn({ guid }: WitnessedRow, history: History): boolean {
  return withdrawn(history).has(guid);
}

/** The first call of each turn that was formed with a row, by its GUID. */
const callsOfTurns = perHistory(
  ({ turnEvents, calls }: History): ReadonlyMap<string, readonly AgentCall[]> => {
    const first = firstByTurn(calls);
    const found = new Map<string, AgentCall[]>();
    for (const { state, turnId, messageGuids } of turnEvents) {
      const call = first.get(turnId);
      if (state !== 'formed' || !call) continue;
      for (const guid of messageGuids) found.set(guid, [...(found.get(guid) ?? []), call]);
    }
    return found;
  },
);

/** When a turn that was formed with a row and others was handed over without it; null = none was. */
export function wentOnWithoutMs(
  { guid }: WitnessedRow,
  { accountId }: Settings,
  history: History,
): number | null {
  const calls = callsOfTurns(history).get(guid) ?? [];
  const without = calls.find((call) => call.accountId === accountId && !call.messageGuids.includes(guid));
  return without?.atMs ?? null;
}

/** What stands for a message in databases that took the place of its own. */
export function laterCopiesOf({ guid, database }: WitnessedRow, history: History): readonly WitnessedRow[] {
  return (copiesOf(history).get(guid) ?? []).filter((copy) => copy.database > database);
}

/**
 * A row as it stands in the database of a time, or in one that was there up to `withinMs` before: until that is noticed, who
 * asks what became of a row may see either. Empty = none of them has it.
 */
export function copiesAt(
  row: WitnessedRow,
  atMs: number,
  history: History,
  withinMs = NOTICED_MS,
): readonly WitnessedRow[] {
  const copies = copiesOf(history).get(row.guid) ?? [row];
  return copies.filter(
    ({ database }) =>
      stoodFromMs(history, database) <= atMs && replacedAtMs(history, database) > atMs - withinMs,
  );
}
