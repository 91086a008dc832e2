import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';

/** SIP off and the helper at work inside Messages.app: everything that imsg can do works. */
export const bridge: Facts = { ...basic, sip: 'disabled', lock: true, bridge: 'answers' };
