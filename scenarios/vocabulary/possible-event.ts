import { DEFAULT_OWNER_HANDLE, ownerOf } from '../../fake-imsg/chat-db/schema/owner.ts';
import type { WorldEvent } from '../../fake-imsg/device/device.ts';
import { expandEvent } from '../../fake-imsg/world/events.ts';
import { WORLD_START_MS } from '../sim/world.ts';
import { type Problem, thrown } from './problem.ts';

/** The fake Mac's own word on whether an event can happen. */
export function eventProblems(
  path: readonly PropertyKey[],
  eventAt: (nowMs: number) => WorldEvent,
): Problem[] {
  const context = { eventId: 'check', atMs: WORLD_START_MS, owner: ownerOf(DEFAULT_OWNER_HANDLE) };
  return thrown(path, () => expandEvent(eventAt(WORLD_START_MS), context));
}
