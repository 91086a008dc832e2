import type { Facts } from '../device/device.ts';

/** Control of Messages.app was refused: AppleScript ends with -1743. */
export const noAutomation: Facts = {
  fullDiskAccess: true,
  automation: false,
  sip: 'enabled',
  signedIn: true,
};
