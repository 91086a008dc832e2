// Nothing is lost without a word: of whatever comes to nothing an operator is told, by an event or by a line at warn or
// above that names the row or the turn.

import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import type { Judgement } from './judgement.ts';

const WARNED: ReadonlySet<string> = new Set(['warn', 'error', 'fatal']);
/** Turns that come to nothing end in one of these. */
const ENDED: ReadonlySet<string> = new Set(['answered', 'interrupted', 'failed', 'withdrawn']);

/** What a gateway took from imsg it has told of: that it was passed on, or what became of it instead. */
export function rowsLost(rows: ReadonlyMap<WitnessedRow, Judgement>, history: History): Finding[] {
  const named = new Set(history.rowEvents.flatMap(({ guid }) => guid ?? []));
  const numbered = new Set(
    history.rowEvents.flatMap(({ guid, rowid }) => (guid === null ? (rowid ?? []) : [])),
  );
  const handedOver = new Set(history.calls.flatMap(({ messageGuids }) => messageGuids));
  const isWarnedOf = warnedOf(history);
  return [...rows].flatMap(([row, { arrival }]): Finding[] => {
    if (!arrival?.isTaken || handedOver.has(row.guid)) return [];
    if (named.has(row.guid) || numbered.has(row.rowid) || isWarnedOf(String(row.rowid))) return [];
    return [{ clause: 'told', text: `row ${row.rowid} came to nothing without a word`, row }];
  });
}

/** A turn that no agent answered is asked again, or its end is told. */
export function turnsLost(history: History): Finding[] {
  const { restedAtMs, calls, turnEvents } = history;
  if (restedAtMs === null) return [];
  const last = new Map<string, AgentCall>();
  for (const call of calls) if (call.atMs <= restedAtMs) last.set(call.turnId, call);
  const ended = new Set(turnEvents.flatMap(({ turnId, state }) => (ENDED.has(state) ? [turnId] : [])));
  const isWarnedOf = warnedOf(history);
  return [...last.values()].flatMap((call): Finding[] => {
    const { turnId, replies } = call;
    if (replies !== null || ended.has(turnId) || isWarnedOf(turnId)) return [];
    return [{ clause: 'told', text: `turn ${turnId} came to nothing without a word` }];
  });
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
