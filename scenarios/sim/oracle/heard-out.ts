// Whether a gateway had the time to hand over what it was told.

import type { Arrival } from './arrival.ts';
import { HANDING_OVER_MS } from './changes.ts';
import { disturbedUntil, holding } from './disturbances.ts';
import type { AgentCall, History, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import { runsOf, runWithTime } from './runs.ts';

/** How long sends under a fault may hold the messages behind them. */
const SEND_HELD_MS = 2 * 3_600_000;

/** When a gateway has time for what it was told by then: the one that hears it out may begin later. */
function heardOutFrom(atMs: number, history: History): number {
  return Math.max(atMs, runWithTime(atMs, HANDING_OVER_MS, history)?.fromMs ?? atMs);
}

/** When the agent has done with what stands before a row in its conversation; infinite where it never has. */
export function freeFrom({ chatGuid, guid }: WitnessedRow, toldMs: number, history: History): number {
  let atMs = heardOutFrom(toldMs, history);
  const isInFront = inFrontOf(chatGuid, history);
  for (const call of history.calls) {
    if (!isInFront(call) || call.atMs > atMs + HANDING_OVER_MS) continue;
    if (!call.messageGuids.includes(guid)) atMs = Math.max(atMs, call.endedAtMs ?? Number.POSITIVE_INFINITY);
  }
  return atMs;
}

/** Turns of a conversation wait for each other, and for those of others with the same session where the agent has one of it at a time. */
function inFrontOf(
  chatGuid: string | null,
  { calls, takesSessionsAlone }: History,
): (call: AgentCall) => boolean {
  if (!takesSessionsAlone) return (call) => call.chatGuid === chatGuid;
  const sessions = new Set(calls.flatMap((call) => (call.chatGuid === chatGuid ? [call.sessionKey] : [])));
  // Of a conversation in which nobody was asked anything it is not known which session it has.
  return ({ sessionKey }) => sessions.size === 0 || sessions.has(sessionKey);
}

/** When the agent has room for one turn more that should have been begun by then; infinite where it never has. */
export function roomFrom(fromMs: number, freeMs: number, history: History): number {
  let atMs = freeMs;
  for (const full of fullSpells(history))
    if (full.toMs >= fromMs && full.fromMs <= atMs + HANDING_OVER_MS) atMs = Math.max(atMs, full.toMs);
  return atMs;
}

/** When the agent had as many turns as it takes at once, of all conversations. */
const fullSpells = perHistory(({ calls, lives, turnsMax = Number.POSITIVE_INFINITY }) => {
  const runs = runsOf({ lives });
  const spans = calls.map(({ atMs, endedAtMs }) => {
    const run = runs.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs ?? atMs) >= atMs);
    return { atMs, endedMs: endedAtMs ?? run?.toMs ?? Number.POSITIVE_INFINITY };
  });
  return spans.flatMap(({ atMs }, index) => {
    const ends = spans.slice(0, index + 1).flatMap(({ endedMs }) => (endedMs > atMs ? [endedMs] : []));
    return ends.length < turnsMax ? [] : [{ fromMs: atMs, toMs: Math.min(...ends) }];
  });
});

/** Whether everything had come to its end while a gateway ran, after a row was told. */
export function hasRested({ earliestMs }: Arrival, { restedAtMs }: History): boolean {
  return restedAtMs !== null && earliestMs <= restedAtMs;
}

/** Whether a gateway ran long enough after a row was told, and had time for it, for it to be answered. */
export function wasHeardOut({ earliestMs }: Arrival, latestMs: number, history: History): boolean {
  const { endMs, disturbances } = history;
  if (latestMs + HANDING_OVER_MS > endMs) return false;
  if (disturbedUntil(disturbances, 'reading', latestMs, endMs) === Number.POSITIVE_INFINITY) return false;
  // A send without an answer holds its conversation, also one that began while the row waited.
  const held = holding(disturbances);
  const whileItWaited = held.filter(({ of }) => of === 'sending');
  if (disturbedUntil(held, 'sending', earliestMs - SEND_HELD_MS, latestMs) !== null) return false;
  if (disturbedUntil(whileItWaited, 'sending', latestMs, latestMs + HANDING_OVER_MS) !== null) return false;
  return runWithTime(latestMs, HANDING_OVER_MS, history) !== undefined;
}
