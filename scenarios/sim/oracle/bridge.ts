// What a Mac without a bridge, or with one that has crashed, costs of what was said.

import type { PartEnd } from './evidence.ts';
import type { History } from './history.ts';
import { type Asked, keyOf } from './replies-asked.ts';
import { runsOf } from './runs.ts';

/**
 * It was the first reply to show that the bridge had crashed, on a build that cannot say that nothing was begun. A gateway
 * that starts later asks before it sends.
 */
export function showedSilentBridge(reply: Asked, { attempts = [], disturbances, lives }: History): boolean {
  const tried = attempts.filter(({ transport, answer }) => transport === 'bridge' && answer === 'failed');
  const own = tried.find((attempt) => attempt.atMs >= reply.atMs && keyOf(attempt) === keyOf(reply));
  if (!own) return false;
  const isSince = (fromMs: number, atMs: number) => atMs >= fromMs && atMs < own.atMs;
  return disturbances.some(
    ({ of, fromMs, toMs }) =>
      of === 'bridge' &&
      fromMs <= own.atMs &&
      (toMs ?? own.atMs) >= own.atMs &&
      !tried.some(({ atMs }) => isSince(fromMs, atMs)) &&
      !runsOf({ lives }).some((run) => isSince(fromMs, run.fromMs)),
  );
}

/** Only the bridge could have sent it, and none was there from when it was said to its end. */
export function lackedTheBridge(
  { needsBridge, atMs: saidMs }: Asked,
  { atMs: endedMs }: PartEnd,
  { disturbances }: History,
): boolean {
  const isAwayThen = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number | null }) =>
    fromMs <= saidMs && (toMs ?? endedMs) >= endedMs;
  return needsBridge === true && disturbances.some((one) => one.of === 'bridge alone' && isAwayThen(one));
}
