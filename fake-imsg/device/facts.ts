import type { Facts } from './device.ts';

/** A Mac that is set up as most are: permissions granted, System Integrity Protection on, signed in. */
export const BASIC_FACTS: Facts = {
  fullDiskAccess: true,
  automation: true,
  sip: 'enabled',
  signedIn: true,
};

/** Whose Mac it is unless told otherwise. */
export const DEFAULT_OWNER_HANDLE = '+15550000001';
