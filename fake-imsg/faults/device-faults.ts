import type { MacFault, OpenedMac } from './mac/fault.ts';
import { FAULTS } from './registry.ts';
import { sendFaults } from './send-faults.ts';

/**
 * Device effects: what is made to go wrong on this Mac (world/machine/fault.ts), as one process of it meets it.
 *
 * @param exit Ends the process.
 */
export function underFaults(mac: OpenedMac, exit: (code: number) => void): OpenedMac {
  const around = Object.values(FAULTS).flatMap((entry): MacFault[] =>
    entry.kind !== 'send' && entry.around ? [entry.around(exit)] : [],
  );
  return [...around, sendFaults(exit)].reduce((inner, fault) => fault(inner), mac);
}
