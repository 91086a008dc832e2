import { deaf } from './deaf.ts';
import { exitAtOnce } from './exit-at-once.ts';
import { locked } from './locked.ts';
import type { OpenedMac } from './mac-fault.ts';
import { sendFaults } from './send-faults.ts';
import { watchError } from './watch-error.ts';

/**
 * Device effects: what is made to go wrong on this Mac (world/fault.ts), as one process of it meets it.
 *
 * @param exit Ends the process.
 */
export function underFaults(mac: OpenedMac, exit: (code: number) => void): OpenedMac {
  return [locked, watchError, deaf, sendFaults(exit), exitAtOnce(exit)].reduce(
    (inner, fault) => fault(inner),
    mac,
  );
}
