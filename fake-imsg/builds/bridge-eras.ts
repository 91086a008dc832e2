// How imsg reaches the helper, by era (wire-1.5 and wire-5.1).

import type { BridgePolicy } from '../program/bridge-policy.ts';
import {
  ALL_SELECTORS,
  FEW_SELECTORS,
  POLL_SELECTORS,
  STICKER_ERA_SELECTORS,
  TRACKING_SELECTORS,
} from './selectors.ts';

const LAUNCH = {
  launchWaitMs: 15_000,
  launchTimeout:
    'Timeout waiting for Messages.app to initialize. ' +
    'Ensure SIP is disabled and Messages.app has necessary permissions.',
} as const;

/** 0.9: ten seconds for everything, and a request may launch Messages.app. */
export const EARLY_BRIDGE: BridgePolicy = {
  ...LAUNCH,
  sendDeadlineMs: 10_000,
  deadlineMs: 10_000,
  launches: true,
  selectors: FEW_SELECTORS,
  tellsNothingSent: false,
  unsendsByNumber: false,
  tapsParts: false,
  typesDirectly: 'after any failure',
  findsIdentifiers: true,
  chatCreation: 'iMessage, guid only',
};

/** 0.7 and 0.8. */
export const FIRST_BRIDGE: BridgePolicy = { ...EARLY_BRIDGE, findsIdentifiers: false };

/** 0.5: no helper, and what needs one is not there. */
export const NO_BRIDGE: BridgePolicy = { ...EARLY_BRIDGE, typesDirectly: 'always' };

/** 0.10 and 0.11.0. */
export const POLL_BRIDGE: BridgePolicy = {
  ...EARLY_BRIDGE,
  selectors: POLL_SELECTORS,
  chatCreation: 'any service',
};

/** 0.11.1 and 0.12: what sends waits longer. */
export const PATIENT_BRIDGE: BridgePolicy = { ...POLL_BRIDGE, sendDeadlineMs: 150_000 };

/** 0.13. */
export const STICKER_BRIDGE: BridgePolicy = {
  ...PATIENT_BRIDGE,
  selectors: STICKER_ERA_SELECTORS,
  unsendsByNumber: true,
};

/** 0.14: nothing launches Messages.app but `imsg launch`. */
export const STRICT_BRIDGE: BridgePolicy = {
  ...STICKER_BRIDGE,
  launches: false,
  selectors: ALL_SELECTORS,
  typesDirectly: 'where nothing started',
  chatCreation: 'iMessage, checked',
};

/** 0.15. */
export const TRACKING_BRIDGE: BridgePolicy = {
  ...STRICT_BRIDGE,
  selectors: TRACKING_SELECTORS,
  tellsNothingSent: true,
  tapsParts: true,
};
