import type { Device } from '../../fake-imsg/device/device.ts';
import type { Ledger } from '../observe/ledger.ts';
import type { Journal } from '../sim/inspect.ts';
import type { Cast } from './cast.ts';

/** What a driver observes of a run. */
export interface Observation {
  readonly ledger: Ledger;
  readonly device: Device;
  /** One an account; what their stores hold right now. */
  journals(): readonly Journal[];
}

/** A run as an expectation looks at it: what happened, and the names for it. */
export interface Observed extends Observation {
  readonly cast: Cast;
  /** Wall time of the Mac. */
  wallMs(): number;
}
