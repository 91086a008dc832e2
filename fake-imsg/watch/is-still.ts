import type { Device } from '../device/device.ts';
import { isInForce } from '../device/fault.ts';

/** Whether a watch of this Mac can find nothing new before the next change: a fault may end without one. */
export function isStill({ changesByAgendaOnly, clock, faults }: Device): boolean {
  if (!changesByAgendaOnly) return false;
  const nowMs = clock.wallMs();
  return !faults().some((fault) => isInForce(fault, nowMs));
}
