// Whether one gateway was told of two messages as they came.

import { disturbedUntil } from './disturbances.ts';
import type { History, WitnessedRow } from './history.ts';
import { type Run, runsOf } from './runs.ts';
import type { Settings } from './settings.ts';

export function isUndisturbed(
  first: WitnessedRow,
  second: WitnessedRow,
  account: Settings,
  history: History,
): boolean {
  const fromMs = (first.joinedAtMs ?? 0) - 5_000;
  const toMs = (second.joinedAtMs ?? 0) + account.waitMs + 5_000;
  if (disturbedUntil(history.disturbances, 'reading', fromMs - 120_000, toMs) !== null) return false;
  const watched = ({ atMs, endedAtMs }: History['subscriptions'][number]) =>
    atMs < fromMs && (endedAtMs === null || endedAtMs > toMs);
  const ran = ({ fromMs: startMs, toMs: endMs }: Run) => startMs < fromMs && (endMs === null || endMs > toMs);
  return history.subscriptions.some(watched) && runsOf(history).some(ran);
}
