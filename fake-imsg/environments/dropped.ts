import type { Facts } from '../device/device.ts';
import { bridge } from './bridge.ts';

/** Messages.app crashed after a launch: the ready lock is still there and nobody answers. */
export const dropped: Facts = { ...bridge, bridge: 'gone' };
