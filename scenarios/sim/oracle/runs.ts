// From when to when a gateway ran: one that goes on with another configuration has not stopped.

import type { History } from './history.ts';

export interface Run {
  readonly fromMs: number;
  /** Null = it still runs. */
  readonly toMs: number | null;
  readonly end: 'stop' | 'crash' | null;
}

/** Lives that only their configuration parts are one. */
export function runsOf({ lives }: Pick<History, 'lives'>): readonly Run[] {
  const runs: Run[] = [];
  let goesOn = false;
  for (const { fromMs, toMs, end } of lives) {
    const beganMs = goesOn ? runs.pop()!.fromMs : fromMs;
    goesOn = end === 'config';
    runs.push({ fromMs: beganMs, toMs, end: end === 'config' ? null : end });
  }
  return runs;
}

/** The first run that had so long for what was there by then: it may have begun later. */
export function runWithTime(
  atMs: number,
  lastsMs: number,
  { lives, endMs }: Pick<History, 'lives' | 'endMs'>,
): Run | undefined {
  return runsOf({ lives }).find(({ fromMs, toMs }) => (toMs ?? endMs) - Math.max(fromMs, atMs) >= lastsMs);
}
