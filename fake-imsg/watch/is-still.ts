import type { Device } from '../device/device.ts';
import { isInForce } from '../device/fault.ts';
import { faultNamed } from '../faults/registry.ts';

/** Whether a watch of this Mac can find nothing new before the next change: what keeps it from rows may end without one. */
export function isStill({ changesByAgendaOnly, clock, faults }: Device): boolean {
  if (!changesByAgendaOnly) return false;
  const nowMs = clock.wallMs();
  return !faults().some((fault) => meetsWatches(fault.fault) && isInForce(fault, nowMs));
}

/** Whether it is of the kind that stands between a process and the file. */
function meetsWatches(name: string): boolean {
  const entry = faultNamed(name);
  return entry?.kind === 'mac' && entry.around !== undefined;
}
