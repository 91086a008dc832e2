import type { Facts } from '../device/device.ts';
import type { MakeFault } from './bytes/fault.ts';
import type { MacFault } from './mac/fault.ts';
import type { FaultState } from './mac/state.ts';
import type { SendFault } from './sends/fault.ts';

interface Described {
  /** What stands behind the `=`, such as `2s`; absent = it takes no value. */
  readonly value?: string;
  /** What happens. */
  readonly about: string;
}

/** Something that goes wrong with what a process reads and writes; a trigger picks among its occasions. */
export interface BytesFaultEntry extends Described {
  readonly kind: 'bytes';
  readonly occasion: 'start' | 'line' | 'request';
  readonly make: MakeFault;
  /** What else it does where it is set on a device without a trigger. @param exit Ends the process. */
  readonly around?: (exit: (code: number) => void) => MacFault;
}

/** Something that goes wrong with a message on its way out; a trigger picks among messages. */
export interface SendFaultEntry extends Described {
  readonly kind: 'send';
  readonly occasion: 'message';
  readonly instead: SendFault;
}

/** Something that is wrong with the Mac for a while: it takes neither a value nor a trigger. */
export interface MacFaultEntry extends Described {
  readonly kind: 'mac';
  readonly value?: never;
  readonly occasion?: never;
  /** Put around what a process has of the Mac. */
  readonly around?: () => MacFault;
  readonly state?: FaultState;
  /** What it leaves of the facts of a Mac on which the bridge was launched. */
  readonly facts?: Partial<Facts>;
}

export type FaultEntry = BytesFaultEntry | SendFaultEntry | MacFaultEntry;
