import type { Facts } from '../device/device.ts';

/** The process that runs imsg was never granted Full Disk Access: chat.db cannot be opened. */
export const noFda: Facts = { fullDiskAccess: false, automation: true, sip: 'enabled', signedIn: true };
