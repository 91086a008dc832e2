import type { MakeFault } from './bytes/fault.ts';
import { BYTES_FAULT_NAMES, makerOf } from './registry.ts';
import { readFaultText, splitFaults } from './text/fault-text.ts';
import { BadFault } from './text/trigger.ts';

/** A fault that was asked for, and may be put around a process. */
export interface AskedFault {
  /** Where it is not counted for the whole device: as `parseTrigger` reads it. */
  readonly trigger: string;
  readonly seed: string;
  readonly make: ReturnType<MakeFault>;
}

/**
 * The faults named in FAKE_IMSG_FAULTS: `name=value@trigger`, separated by `;` (fault-text.ts). Throws
 * `BadFault`.
 */
export function parseFaults(text: string | undefined): AskedFault[] {
  try {
    return splitFaults(text ?? '').map((one) => {
      const { name, value, trigger } = readFaultText(one);
      const make = makerOf(name);
      if (!make) throw new BadFault(`no fault "${name}"; there are: ${BYTES_FAULT_NAMES.join(', ')}`);
      return { trigger, seed: one, make: make(value) };
    });
  } catch (error) {
    if (!(error instanceof BadFault)) throw error;
    throw new BadFault(`FAKE_IMSG_FAULTS: ${error.message}`);
  }
}
