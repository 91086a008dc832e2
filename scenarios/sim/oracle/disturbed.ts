// Whether anything stood in the way of a row, from the moment it came until its turn was handed over.

import { disturbedUntil, holding } from './disturbances.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { runsOf } from './runs.ts';

/** From the moment a row came until it is told and handed over, where nothing is in the way. */
const HANDED_OVER_WITHIN_MS = 30_000;
/** What was mended is still felt: growing pauses, a new child, a new subscription. */
const FELT_MS = 120_000;

/** A fault, a gateway that is down, or a clock that is wrong, between a row's arrival and its hand-over. */
export function wasDisturbed(row: WitnessedRow, judgement: Judgement, history: History): boolean {
  const { disturbances, lives, clockOffsets } = history;
  const fromMs = row.insertedAtMs;
  const toldMs = judgement.arrival?.latestMs ?? row.joinedAtMs ?? fromMs;
  const toMs = Math.min(Math.max(toldMs, fromMs) + HANDED_OVER_WITHIN_MS, history.endMs);
  if (disturbedUntil(disturbances, 'reading', fromMs - FELT_MS, toMs) !== null) return true;
  if (disturbedUntil(holding(disturbances), 'sending', fromMs, toMs) !== null) return true;
  if (clockOffsets.some((clock, index) => isWrong(clock, clockOffsets[index + 1], fromMs, toMs))) return true;
  return !runsOf({ lives }).some((run) => run.fromMs < fromMs && (run.toMs === null || run.toMs > toMs));
}

type ClockOffset = History['clockOffsets'][number];

function isWrong(clock: ClockOffset, next: ClockOffset | undefined, fromMs: number, toMs: number): boolean {
  return clock.offsetMs !== 0 && clock.fromMs <= toMs && (next === undefined || next.fromMs >= fromMs);
}
