// Whether a gateway that was told of a row lived on to take it.

import { type Disturbance, disturbedUntil } from './disturbances.ts';
import type { History } from './history.ts';
import { runsOf } from './runs.ts';

/** From the pipe into the journal; a gateway that dies within is told again. */
export const TAKING_MS = 2_000;
/** A gateway that is asked to stop takes nothing more, and may need that long. */
export const STOPPING_MS = 10_000;
/** What keeps a gateway from taking what it was told, and from looking at the newest row. */
export const OF_THE_GATEWAY = /^(?:the store|the gateway|chat\.db)/;
/** A store that takes no commit is tried again after pauses that double, up to the longest. */
const OF_THE_STORE = /^the store/;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export function wasTaken(atMs: number, history: History): boolean {
  const untilMs = atMs + TAKING_MS;
  const hindered = history.disturbances.filter(({ what }) => OF_THE_GATEWAY.test(what)).map(withLastPause);
  if (disturbedUntil(hindered, 'reading', atMs, untilMs) !== null) return false;
  return runsOf(history).some(({ fromMs, toMs, end }) => {
    const listensUntilMs =
      toMs === null ? Number.POSITIVE_INFINITY : toMs - (end === 'stop' ? STOPPING_MS : 0);
    return fromMs <= atMs && listensUntilMs >= untilMs;
  });
}

/**
 * Since when a commit may have waited that was made by a time: what a turn says is looked for before, and fixed with it
 * (ruling-32).
 */
export function committedFromMs(atMs: number, { disturbances }: Pick<History, 'disturbances'>): number {
  const inTheWay = disturbances
    .filter(({ what }) => OF_THE_STORE.test(what))
    .map(withLastPause)
    .filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs ?? atMs) >= atMs - TAKING_MS);
  return Math.min(atMs, ...inTheWay.map(({ fromMs }) => fromMs));
}

/** As long as it was in the way, so long may the pause be that its end falls into. */
function withLastPause(disturbance: Disturbance): Disturbance {
  const { what, fromMs, toMs } = disturbance;
  if (toMs === null || !OF_THE_STORE.test(what)) return disturbance;
  return { ...disturbance, toMs: toMs + Math.min(LONGEST_PAUSE_MS, toMs - fromMs + FIRST_PAUSE_MS) };
}
