import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';

/** `csrutil` gives no answer, so nothing is injected. */
export const sipUnknown: Facts = { ...basic, sip: 'unknown' };
