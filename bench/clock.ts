import { type Clock, createSystemClock } from '../engine/ports/clock.ts';
import { WALL_MS } from './traffic.ts';

/** Real time in which it stays the moment of the traffic, so that no row grows stale while it is measured. */
export function createTrafficClock(): Clock {
  return { ...createSystemClock(), wallMs: () => WALL_MS };
}

/** Seconds that `work` took. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}
