import type { Facts } from '../device/device.ts';

/** A Mac as most are: permissions granted, System Integrity Protection on, no bridge. */
export const basic: Facts = {
  fullDiskAccess: true,
  automation: true,
  sip: 'enabled',
  libraryValidation: false,
  helper: true,
  lock: false,
  bridge: 'gone',
  messagesRun: 1,
  missingSelectors: [],
  signedIn: true,
  contacts: false,
};
