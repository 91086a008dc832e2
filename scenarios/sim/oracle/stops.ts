// What comes of a conversation when somebody in it stops what was said before.

import { isGroupChat } from './access.ts';
import { settingsWaitedBy, WINDOWS_MAX } from './account-at.ts';
import { seenAtMs } from './asked.ts';
import { commandIn, IS_COMMAND, isHeard, isOpen } from './commands.ts';
import { disturbedUntil } from './disturbances.ts';
import { firstByTurn } from './first-calls.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedArrival, type Judgement } from './judged.ts';
import { MENDING_TAKES_MS } from './limits.ts';
import { runsOf } from './runs.ts';
import type { Settings } from './settings.ts';
import { standBefore, standBehind } from './stands.ts';

/** A command is carried out as it is told, or when its window has ended; what is under way then may go either way. */
export const NEAR_MS = 2_000;

export interface Stop {
  readonly row: WitnessedRow;
  readonly chatGuid: string;
  readonly accountId: string;
  /** When it was carried out at the earliest and at the latest. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly isCertain: boolean;
  /** Whether the session begins anew. */
  readonly renews: boolean;
}

const STOPPING: ReadonlySet<string | null> = new Set(['stop', 'new', 'reset']);

export function stopsIn(
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  account: Settings,
  history: History,
): Stop[] {
  const { lives } = history;
  return [...rows].flatMap(([row, judgement]): Stop[] => {
    const name = commandIn(row, account);
    if (!STOPPING.has(name) || !(isHeard(judgement) || isOpen(judgement))) return [];
    const { earliestMs = row.insertedAtMs } = judgement.arrival ?? {};
    const latestMs = carriedOutMs(row, judgement, history);
    const during = settingsWaitedBy(account, history, earliestMs, latestMs);
    const windows = during.map((then) => (then.joinsPreviews && !isGroupChat(row, then) ? then.waitMs : 0));
    const waitMs = Math.max(0, ...windows) * WINDOWS_MAX;
    return [
      {
        row,
        chatGuid: row.chatGuid ?? '',
        accountId: account.accountId,
        fromMs: earliestMs,
        toMs: waitMs === 0 ? latestMs : endOfWindow(earliestMs, latestMs + waitMs, waitMs, lives),
        isCertain: judgement.is === 'must not' && judgement.reason === IS_COMMAND,
        renews: name !== 'stop',
      },
    ];
  });
}

/** Where something kept the gateway from taking it, the one that says what became of it has just done it. */
function carriedOutMs(row: WitnessedRow, { arrival }: Judgement, history: History): number {
  if (!arrival) return Number.POSITIVE_INFINITY;
  const { earliestMs, latestMs } = arrival;
  const saidMs = seenAtMs(row, history);
  if (!Number.isFinite(saidMs) || saidMs <= latestMs) return latestMs;
  const wasHeld = disturbedUntil(history.disturbances, 'reading', earliestMs - MENDING_TAKES_MS, saidMs);
  return wasHeld === null ? latestMs : saidMs;
}

/** What a gateway did not live to the end of waits on with the next one. */
function endOfWindow(fromMs: number, toMs: number, waitMs: number, lives: History['lives']): number {
  let [waitsFromMs, endMs] = [fromMs, toMs];
  const runs = runsOf({ lives });
  for (const [index, life] of runs.entries()) {
    if (life.toMs === null || life.toMs < waitsFromMs || life.toMs > endMs) continue;
    const next = runs[index + 1];
    if (!next) return Number.POSITIVE_INFINITY;
    waitsFromMs = next.fromMs;
    endMs = Math.max(endMs, next.fromMs + waitMs);
  }
  return endMs;
}

type Lane = Pick<AgentCall, 'chatGuid' | 'accountId'>;
export const laneOf = ({ accountId, chatGuid }: Lane) => `${accountId}/${chatGuid}`;
/** Whether it is said in the conversation of a call. */
export const isOf = (stop: Stop, call: Lane) => laneOf(stop) === laneOf(call);

/** What was under way when it was stopped: nobody hears its agent any more. */
export function withStops(history: History, stops: readonly Stop[]): History {
  if (stops.length === 0) return history;
  const aborted = new Set(history.aborted);
  const endOf = endsOfCalls(history);
  const calls = history.calls.map((call): AgentCall => {
    const endedMs = call.endedAtMs ?? Number.POSITIVE_INFINITY;
    const near = stops.filter(
      (stop) =>
        isOf(stop, call) &&
        call.atMs <= stop.toMs + NEAR_MS &&
        !standBehind(call.messageGuids, stop.row, history),
    );
    if (near.some((stop) => endedMs >= stop.fromMs - NEAR_MS || call.replies === null))
      aborted.add(call.turnId);
    if (near.length === 0) return call;
    // From then on its conversation may go on.
    const stoppedMs = Math.min(endOf(call), ...near.map(({ toMs }) => Math.max(toMs, call.atMs)));
    const isCut = near.some(
      ({ isCertain, fromMs, toMs, row }) =>
        isCertain &&
        call.atMs < fromMs - NEAR_MS &&
        endedMs > toMs + NEAR_MS &&
        standBefore(call.messageGuids, row, history),
    );
    return { ...call, endedAtMs: Math.min(endedMs, stoppedMs), ...(isCut && { replies: null }) };
  });
  // What waited of an answer that was complete.
  const callOf = new Map(calls.map((call) => [call.turnId, call]));
  for (const { turnId, state, atMs } of history.parts) {
    const call = turnId === null ? undefined : callOf.get(turnId);
    if (!call || state !== 'expired') continue;
    const isNear = (stop: Stop) => isOf(stop, call) && atMs >= stop.fromMs && atMs <= stop.toMs + NEAR_MS;
    if (stops.some(isNear)) aborted.add(call.turnId);
  }
  return { ...history, calls, aborted };
}

/** When the gateway said that a turn was ended, or ended itself: then no agent is at it any more. */
function endsOfCalls({ turnEvents, lives }: History): (call: AgentCall) => number {
  const saidMs = new Map<string, number>();
  for (const { turnId, state, atMs } of turnEvents) if (state === 'interrupted') saidMs.set(turnId, atMs);
  const runs = runsOf({ lives });
  return ({ turnId, atMs }) => {
    const life = runs.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs ?? atMs) >= atMs);
    const ends = [saidMs.get(turnId), life?.toMs].filter((endMs) => (endMs ?? 0) >= atMs);
    return Math.min(...ends.map((endMs) => endMs ?? Number.POSITIVE_INFINITY));
  };
}

/** What was said before, and had not been handed over: it is not begun any more. Whether it should have been by then nobody says. */
export const STOPPED = 'it was stopped before it was begun';

/** Of a row that was told before one of them and had not been handed over nobody can say. */
export function judgedWithStops(
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  stops: readonly Stop[],
  history: History,
): ReadonlyMap<WitnessedRow, Judgement> {
  const { calls } = history;
  const handedOver = new Set(calls.flatMap(({ messageGuids }) => messageGuids));
  return new Map(
    [...rows].map(([row, judgement]) => {
      const { earliestMs = row.insertedAtMs, latestMs = Number.POSITIVE_INFINITY } = judgement.arrival ?? {};
      const near = stops.filter(
        (stop) =>
          stop.chatGuid === row.chatGuid &&
          earliestMs <= stop.toMs + NEAR_MS &&
          !standBehind([row.guid], stop.row, history),
      );
      if (judgement.is !== 'must' || handedOver.has(row.guid) || near.length === 0) return [row, judgement];
      const { arrival } = judgement;
      const isCertain = near.some(
        (stop) =>
          stop.isCertain && latestMs < stop.fromMs - NEAR_MS && standBefore([row.guid], stop.row, history),
      );
      const reason = isCertain ? STOPPED : 'it may have been stopped before it was begun';
      return [row, { is: 'either', reason, ...(arrival && { arrival }) }];
    }),
  );
}

/** What was said before it is not begun after it, and what was under way is not answered. */
export function stopFindings(
  rows: ReadonlyMap<WitnessedRow, Judgement>,
  stops: readonly Stop[],
  history: History,
): Finding[] {
  const { calls, parts } = history;
  const certain = stops.filter(({ isCertain }) => isCertain);
  if (certain.length === 0) return [];
  const toldMs = (guid: string) => countedArrival(guid, rows)?.latestMs ?? Number.POSITIVE_INFINITY;
  const firstCalls = firstByTurn(calls);
  return certain.flatMap((stop): Finding[] => {
    const late = [...firstCalls.values()].filter(
      (call) =>
        isOf(stop, call) &&
        call.atMs > stop.toMs + NEAR_MS &&
        standBefore(call.messageGuids, stop.row, history) &&
        call.messageGuids.every((guid) => toldMs(guid) < stop.fromMs - NEAR_MS),
    );
    const said = parts.filter(({ turnId, state, atMs }) => {
      const call = turnId === null ? undefined : firstCalls.get(turnId);
      const isBefore = call !== undefined && isOf(stop, call) && call.atMs < stop.fromMs - NEAR_MS;
      if (!isBefore || !standBefore(call.messageGuids, stop.row, history)) return false;
      return state === 'sending' && atMs > stop.toMs + NEAR_MS;
    });
    return [
      ...late.map(
        ({ turnId }): Finding => ({
          clause: 'stopped',
          text: `turn ${turnId} was begun after it was stopped`,
          row: stop.row,
        }),
      ),
      ...said.map(
        ({ partId }): Finding => ({
          clause: 'stopped',
          text: `part ${partId} was sent after it was stopped`,
          row: stop.row,
        }),
      ),
    ];
  });
}
