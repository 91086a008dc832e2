import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';

/** SIP is off and the helper is there, but nobody ran `imsg launch` yet. */
export const sipOff: Facts = { ...basic, sip: 'disabled' };
