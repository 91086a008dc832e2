import { deaf } from './mac/deaf.ts';
import { exitAtOnce } from './mac/exit-at-once.ts';
import type { OpenedMac } from './mac/fault.ts';
import { locked } from './mac/locked.ts';
import { watchError } from './mac/watch-error.ts';
import { sendFaults } from './sends/faults.ts';

/**
 * Device effects: what is made to go wrong on this Mac (world/machine/fault.ts), as one process of it meets it.
 *
 * @param exit Ends the process.
 */
export function underFaults(mac: OpenedMac, exit: (code: number) => void): OpenedMac {
  return [locked, watchError, deaf, sendFaults(exit), exitAtOnce(exit)].reduce(
    (inner, fault) => fault(inner),
    mac,
  );
}
