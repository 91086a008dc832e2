import type { Facts } from '../device/device.ts';
import { basic } from './basic.ts';

/** The process that runs imsg was never granted Full Disk Access: chat.db cannot be opened. */
export const noFda: Facts = { ...basic, fullDiskAccess: false };
