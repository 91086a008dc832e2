// Between when and when a gateway decided about a row that it was told of.

import type { Arrival } from './arrival.ts';
import { seenAtMs } from './asked.ts';
import type { History, WitnessedRow } from './history.ts';

/** So near to the moment of which the gateway tells nobody can say what was first. */
const BESIDE_MS = 10;

/** What was told at a known moment is decided by the time the gateway tells of it; of all else nobody can say to `nearMs`. */
export function decidedBetween(
  row: WitnessedRow,
  { earliestMs, latestMs, wasTold }: Pick<Arrival, 'earliestMs' | 'latestMs' | 'wasTold'>,
  history: History,
  nearMs: number,
): readonly [fromMs: number, toMs: number] {
  const decidedMs = seenAtMs(row, history);
  return wasTold && earliestMs === latestMs && decidedMs >= earliestMs && Number.isFinite(decidedMs)
    ? [earliestMs - BESIDE_MS, decidedMs + BESIDE_MS]
    : [earliestMs - nearMs, latestMs + nearMs];
}
