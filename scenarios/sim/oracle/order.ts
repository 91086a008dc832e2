// In which order the agent was given the rows of a conversation.

import type { Arrival } from './arrival.ts';
import { seenAtMs } from './asked.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { type Judgement, toldMs } from './judged.ts';
import { isRedone } from './redone.ts';
import { runsOf } from './runs.ts';

/** Of two processes that tell of rows at about the same time nobody can say which is read first. */
const TOLD_BESIDE_MS = 2_000;

/**
 * What is told after a later row was handed over can only follow it; and what had to be asked for, told by a process of its
 * own, after that was told.
 */
function couldBeFirst(
  { call, row }: { readonly call: AgentCall; readonly row: WitnessedRow },
  later: { readonly call: AgentCall; readonly row: WitnessedRow },
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  history: History,
): boolean {
  const arrival = rows.get(row)?.arrival;
  const laterArrival = rows.get(later.row)?.arrival;
  if (arrival?.wasTold && hasDiedBetween(laterArrival, arrival, history.lives)) return false;
  if (arrival && laterArrival && wasPassedOver([row, arrival], [later.row, laterArrival], history))
    return false;
  if (!arrival || arrival.cameAgain === false) return toldMs(row, rows) <= later.call.atMs;
  const askedMs = Math.max(arrival.latestMs, lastAskedMs(row, call.atMs, history));
  return askedMs <= toldMs(later.row, rows) - TOLD_BESIDE_MS;
}

/**
 * A process that is asked tells of what stands behind what it was asked for as well, which nobody misses yet: such a row is
 * taken when it is asked for itself, before its turn. What comes after the gateway has said what became of it counts no more.
 */
function lastAskedMs(row: WitnessedRow, handedOverMs: number, history: History): number {
  const untilMs = Math.min(handedOverMs, seenAtMs(row, history));
  const asked = history.tellings.filter(
    ({ guid, again, atMs }) => again && guid === row.guid && atMs <= untilMs,
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...asked.map(({ atMs }) => atMs));
}

/**
 * One watch told of the later one without it, as of a row whose chat comes a moment late, or it had to be asked for, and
 * another watch told of it then: a turn of the later one may wait already. Two that one process serves nobody can tell apart.
 */
function wasPassedOver(
  [row, arrival]: readonly [WitnessedRow, Arrival],
  [laterRow, laterArrival]: readonly [WitnessedRow, Arrival],
  { tellings, subscriptions }: History,
): boolean {
  const [atMs, laterMs] = [arrival, laterArrival].map(toldAtMs) as [number, number];
  if (!arrival.wasTold || !laterArrival.wasTold || laterMs > atMs) return false;
  const pidOf = ({ guid }: WitnessedRow, toldMs: number) =>
    tellings.find((telling) => telling.guid === guid && telling.atMs === toldMs)?.pid;
  const [pid, laterPid] = [pidOf(row, atMs), pidOf(laterRow, laterMs)];
  const watches = subscriptions.filter((watch) => watch.pid === pid);
  const laterWatches = subscriptions.filter((watch) => watch.pid === laterPid);
  if (pid === laterPid) return watches.length > 1;
  return watches.length > 0 && (laterWatches.length > 0 || laterArrival.cameAgain === true);
}

/** Where nobody knows that a gateway took it: when it was told to one that ended soon after, and may have all the same. */
const toldAtMs = ({ isTaken, toldMs: { taken, first } }: Arrival): number => (isTaken ? taken : first);

/** The turn of the later one may have been formed by then: it runs again as it is. */
function hasDiedBetween(
  later: Arrival | undefined,
  { toldMs: { first } }: Arrival,
  lives: History['lives'],
): boolean {
  return runsOf({ lives }).some(
    ({ toMs }) => later && toMs !== null && toMs >= later.toldMs.first && toMs <= first,
  );
}

/** Another gateway took the store over in between: what the one before still had under way is answered to nobody. */
function wasTakenOver(earlier: AgentCall, later: AgentCall, history: Pick<History, 'lives'>): boolean {
  return runsOf(history).some(({ fromMs }) => fromMs > earlier.atMs && fromMs <= later.atMs);
}

/** Conversations are answered in the order in which they were written, one turn at a time. */
export function orderFindings(
  calls: readonly AgentCall[],
  rowsByGuid: ReadonlyMap<string, WitnessedRow>,
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  history: History,
): Finding[] {
  const findings: Finding[] = [];
  const lastIn = new Map<string, { readonly call: AgentCall; readonly row: WitnessedRow }>();
  for (const call of calls) {
    // It failed in its place, and stands behind what came meanwhile.
    if (isRedone(call, history)) continue;
    const row = rowsByGuid.get(call.messageGuids[0] ?? '');
    if (!row) continue;
    const key = `${row.database} ${call.chatGuid}`;
    const last = lastIn.get(key);
    if (last && last.call.turnId !== call.turnId) {
      if (row.rowid < last.row.rowid && couldBeFirst({ call, row }, last, rows, history))
        findings.push({
          clause: 'order',
          text: `row ${row.rowid} was handed over after row ${last.row.rowid}`,
          row,
        });
      const wasRunning = last.call.endedAtMs !== null && last.call.endedAtMs > call.atMs;
      if (wasRunning && !wasTakenOver(last.call, call, history)) {
        findings.push({ clause: 'order', text: `two turns of ${call.chatGuid} ran at once`, row });
      }
    }
    if (!last || row.rowid >= last.row.rowid) lastIn.set(key, { call, row });
  }
  return findings;
}
