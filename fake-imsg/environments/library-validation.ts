import type { Facts } from '../device/device.ts';
import { sipOff } from './sip-off.ts';

/** SIP is off, but macOS kills a Messages.app that the helper was injected into: a launch times out. */
export const libraryValidation: Facts = { ...sipOff, libraryValidation: true };
