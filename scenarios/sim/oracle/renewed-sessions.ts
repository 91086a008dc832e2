// Which session a turn is of, where somebody begins sessions anew.

import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedArrival, type Judgement } from './judged.ts';
import { isOf, laneOf, NEAR_MS, type Stop } from './stops.ts';

/** A session has another id for what is said after it began anew, and else the same; accounts may have one in common. */
export function sessionFindings(
  judged: ReadonlyMap<string, ReadonlyMap<WitnessedRow, Judgement>>,
  stops: readonly Stop[],
  { calls, turnEvents, lives }: History,
): Finding[] {
  const renewals = stops.filter(({ renews }) => renews);
  const toldMs = ({ accountId, messageGuids }: AgentCall) => {
    const rows = judged.get(accountId);
    return messageGuids.flatMap((guid) => (rows && countedArrival(guid, rows)?.earliestMs) ?? []);
  };
  const firstToldMs = (call: AgentCall) => Math.min(call.atMs, ...toldMs(call));
  // A turn is of the session that there is when it is formed: once the last of it was told, and no sooner.
  const lastToldMs = (call: AgentCall) => {
    const times = toldMs(call);
    return times.length === 0 ? call.atMs : Math.min(call.atMs, Math.max(...times));
  };
  const formedMs = formedBy(turnEvents);
  const mayRenew = renewing(calls, lives);
  const last = new Map<string, AgentCall>();
  return calls.flatMap((call): Finding[] => {
    if (call.session === undefined || call.sessionKey === undefined) return [];
    const other = last.get(call.sessionKey);
    // What was formed before a session began anew is of the old one, whenever its turn comes.
    const [before, after] = other && lastToldMs(call) < lastToldMs(other) ? [call, other] : [other, call];
    last.set(call.sessionKey, after);
    if (!before?.session || !after.session) return [];
    const isSame = before.session.id === after.session.id;
    const untilMs = Math.max(after.atMs, formedMs(before));
    const between = renewals.filter(
      (stop) =>
        stop.fromMs <= untilMs + NEAR_MS && stop.toMs >= lastToldMs(before) - NEAR_MS && mayRenew(stop, call),
    );
    const hasRenewed = between.some(
      (stop) =>
        stop.isCertain &&
        isOf(stop, after) &&
        stop.fromMs > before.atMs + NEAR_MS &&
        stop.toMs < firstToldMs(after) - NEAR_MS,
    );
    if (isSame && hasRenewed)
      return [{ clause: 'session', text: `turn ${call.turnId} is of a session that had ended` }];
    if (!isSame && between.length === 0)
      return [{ clause: 'session', text: `turn ${call.turnId} is of a new session that nobody asked for` }];
    return [];
  });
}

/** Whether a command in one conversation may begin the session of a call anew. */
function renewing(calls: readonly AgentCall[], lives: History['lives']) {
  const configAt = (atMs: number) => JSON.stringify(lives.findLast(({ fromMs }) => fromMs <= atMs)?.config);
  const callsIn = Map.groupBy(calls, laneOf);
  return (stop: Stop, { sessionKey }: AgentCall): boolean => {
    const configs = new Set([configAt(stop.fromMs), configAt(stop.toMs)]);
    // Where nobody was asked anything, or under another configuration alone, it is not known which session it is.
    const known = callsIn.get(laneOf(stop))?.filter(({ atMs }) => configs.has(configAt(atMs))) ?? [];
    return known.length === 0 || known.some((one) => one.sessionKey === sessionKey);
  };
}

/** When the gateway said that a turn was formed, the last time before it was handed over; that it has not said = never. */
function formedBy(turnEvents: History['turnEvents']): (call: AgentCall) => number {
  const formed = Map.groupBy(
    turnEvents.filter(({ state }) => state === 'formed'),
    ({ turnId }) => turnId,
  );
  return ({ turnId, atMs }) => {
    const times = (formed.get(turnId) ?? []).map((event) => event.atMs);
    return Math.max(Number.NEGATIVE_INFINITY, ...times.filter((formedMs) => formedMs <= atMs));
  };
}
