// How late the programs of the Mac were with what was due there while a gateway ran beside it: nobody else applies it.

import type { Device } from '../../../fake-imsg/device/device.ts';

/** From when to when a gateway ran, in Unix milliseconds of the Mac's true time; `toMs` null = it still does. */
export interface RunningSpan {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The worst of it, in milliseconds of the Mac's time. */
export function macLatenessMs(
  device: Pick<Device, 'record' | 'pending'>,
  spans: readonly RunningSpan[],
  nowMs: number,
): number {
  const wasRunning = (ms: number) =>
    spans.some(({ fromMs, toMs }) => ms >= fromMs && (toMs === null || ms <= toMs));
  const applied = device
    .record()
    .filter(({ what }) => what === 'event')
    .map(({ atMs, dueMs }) => ({ dueMs: Number(dueMs), lateMs: atMs - Number(dueMs) }));
  const overdue = device.pending().map(({ atMs }) => ({ dueMs: atMs, lateMs: nowMs - atMs }));
  return [...applied, ...overdue]
    .filter(({ dueMs }) => wasRunning(dueMs))
    .reduce((worstMs, { lateMs }) => Math.max(worstMs, lateMs), 0);
}
