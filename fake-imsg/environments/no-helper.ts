import type { Facts } from '../device/device.ts';
import { sipOff } from './sip-off.ts';

/** SIP is off, but the helper was never built. */
export const noHelper: Facts = { ...sipOff, helper: false };
