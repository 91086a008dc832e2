import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';

/** Messages.app has no account, so it knows nobody to send to: AppleScript ends with -1728. */
export const notSignedIn: Facts = { ...basic, signedIn: false };
