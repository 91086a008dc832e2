import type { WorldEvent } from '../../device/device.ts';
import type { SendFailureKind } from '../../device/send-failure.ts';
import { BadFault } from '../text/trigger.ts';

/** What happens in place of a message that Messages was told to send. */
export interface SendInstead {
  /** What Messages does, and how much later than it should, in milliseconds. Empty = nothing. */
  readonly events: readonly { readonly event: WorldEvent; readonly inMs: number }[];
  /** What whoever told it gets to hear. Default: that all is well. */
  readonly failure?: SendFailureKind;
  /** The process ends there and then. */
  readonly ends?: true;
}

/** A fault of one message on its way out. `value` is what the fault was given; empty = nothing. */
export type SendFault = (event: WorldEvent, value: string) => SendInstead;

/** The value of a fault that is a number other than 0. Throws `BadFault`. */
export function errorNumber(value: string, byDefault: number): number {
  if (value === '') return byDefault;
  if (/^-?[1-9]\d{0,4}$/.test(value)) return Number(value);
  throw new BadFault(`"${value}" is no number of an error, such as ${byDefault}`);
}
