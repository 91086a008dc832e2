import type { Facts } from '../device/device.ts';
import { bridge } from './bridge.ts';

/** The helper takes every request and answers none. */
export const hung: Facts = { ...bridge, bridge: 'hangs' };
