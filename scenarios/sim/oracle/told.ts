// Nothing is lost without a word: of whatever comes to nothing an operator is told, by an event or by a line at warn or
// above that names the row or the turn.

import type { AgentCall, Finding, History, RowEvent, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';

const WARNED: ReadonlySet<string> = new Set(['warn', 'error', 'fatal']);
/** Turns that come to nothing end in one of these. */
const ENDED: ReadonlySet<string> = new Set(['answered', 'interrupted', 'failed', 'withdrawn']);

/**
 * What a gateway took from imsg it has told of: that it was passed on, or what became of it instead. That a row waits is
 * no end of it, once everything has come to rest.
 */
export function rowsLost(rows: ReadonlyMap<WitnessedRow, Judgement>, history: History): Finding[] {
  const { restedAtMs } = history;
  const eventsOf = eventsByRow(history);
  const handedOver = new Set(history.calls.flatMap(({ messageGuids }) => messageGuids));
  // Also what was taken back of one of which the rest went on: after a crash only that is named.
  const ended = endedTurns(history);
  const inEndedTurn = new Set(
    history.turnEvents.flatMap(({ turnId, messageGuids }) => (ended.has(turnId) ? messageGuids : [])),
  );
  const isWarnedOf = warnedOf(history);
  return [...rows].flatMap(([row, { arrival }]): Finding[] => {
    if (!arrival?.isTaken || handedOver.has(row.guid) || inEndedTurn.has(row.guid)) return [];
    const events = eventsOf(row);
    // What is said of a row that is known already changes nothing.
    const waiting = events.find(({ fate, isNew }) => fate === null && isNew);
    const hasEnded = events.some(({ fate, isNew }) => fate !== null && isNew);
    const mayWait = waiting !== undefined && (restedAtMs === null || waiting.atMs > restedAtMs);
    const isToldOf = waiting === undefined ? events.length > 0 : hasEnded || mayWait;
    if (isToldOf || isWarnedOf(String(row.rowid))) return [];
    return [{ clause: 'told', text: `row ${row.rowid} came to nothing without a word`, row }];
  });
}

/** By its GUID; of a row that was told without one by its number. */
function eventsByRow({ rowEvents }: History): (row: WitnessedRow) => readonly RowEvent[] {
  const named = new Map<string | number, RowEvent[]>();
  for (const event of rowEvents) {
    const name = event.guid ?? event.rowid;
    if (name !== null) named.set(name, [...(named.get(name) ?? []), event]);
  }
  return ({ guid, rowid }) => [...(named.get(guid) ?? []), ...(named.get(rowid) ?? [])];
}

/** A turn that no agent answered is asked again, or its end is told. */
export function turnsLost(history: History): Finding[] {
  const { restedAtMs, calls } = history;
  if (restedAtMs === null) return [];
  const last = new Map<string, AgentCall>();
  for (const call of calls) if (call.atMs <= restedAtMs) last.set(call.turnId, call);
  const ended = endedTurns(history);
  const isWarnedOf = warnedOf(history);
  return [...last.values()].flatMap((call): Finding[] => {
    const { turnId, replies } = call;
    if (replies !== null || ended.has(turnId) || isWarnedOf(turnId)) return [];
    return [{ clause: 'told', text: `turn ${turnId} came to nothing without a word` }];
  });
}

function endedTurns({ turnEvents }: History): ReadonlySet<string> {
  return new Set(turnEvents.flatMap(({ turnId, state }) => (ENDED.has(state) ? [turnId] : [])));
}

/** Whether a line at warn or above names it, in its text or in a field. */
function warnedOf({ log }: History): (name: string) => boolean {
  const lines = log.filter(({ level }) => WARNED.has(level)).map(({ message }) => message);
  return (name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    const alone = new RegExp(`(?<![\\w-])${escaped}(?![\\w])`);
    return lines.some((line) => alone.test(line));
  };
}
