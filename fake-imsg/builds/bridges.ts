import type { BridgePolicy } from '../program/bridge-policy.ts';
import type { ByRelease } from './by-release.ts';
import {
  ALL_SELECTORS,
  EMOJI_SELECTORS,
  FEW_SELECTORS,
  POLL_SELECTORS,
  STICKER_ERA_SELECTORS,
  TRACKING_SELECTORS,
} from './selectors.ts';

const launchTimeoutBefore0152 = () =>
  'Timeout waiting for Messages.app to initialize. ' +
  'Ensure SIP is disabled and Messages.app has necessary permissions.';

const launchTimeout = (seconds: number) =>
  `Messages.app did not report the bridge ready within ${seconds}s. It may still be starting; ` +
  're-check with `imsg status` before relaunching, and raise IMSG_LAUNCH_READY_TIMEOUT if this host is ' +
  'consistently slower. If it never becomes ready, verify SIP is disabled and Messages.app has the necessary ' +
  'permissions.';

/** How the releases reach the helper (wire-1.5 and wire-5.1); 0.5 has none, and what needs one is not there. */
export const BRIDGES: ByRelease<BridgePolicy> = {
  sendDeadlineMs: [10_000, ['0.11.1', 150_000]],
  deadlineMs: [10_000],
  launches: [true, ['0.14.1', false]],
  launchWaitMs: [15_000],
  setsLaunchWait: [false, ['0.15.2', true]],
  launchTimeout: [launchTimeoutBefore0152, ['0.15.2', launchTimeout]],
  selectors: [
    FEW_SELECTORS,
    ['0.11.0', POLL_SELECTORS],
    ['0.13.4', STICKER_ERA_SELECTORS],
    ['0.14.1', ALL_SELECTORS],
    ['current', TRACKING_SELECTORS],
    ['0.15.10', EMOJI_SELECTORS],
  ],
  tellsNothingSent: [false, ['current', true]],
  typesDirectly: ['always', ['0.7.0', 'after any failure'], ['0.14.1', 'where nothing started']],
  unsendsByNumber: [false, ['0.13.4', true]],
  tellsFeatures: [false, ['0.15.10', true]],
  tellsHelperRelease: [false, ['0.15.10', true]],
  noticesSilence: [false, ['0.15.10', true]],
  tapsParts: [false, ['current', true]],
  typesInKnownChats: [false, ['0.8.1', true]],
  findsIdentifiers: [true, ['0.7.0', false], ['0.9.0', true]],
  tellsOwnName: [false, ['0.15.10', true]],
  checksPeople: [false, ['0.15.10', true]],
  chatCreation: ['iMessage, guid only', ['0.11.0', 'any service'], ['0.14.1', 'iMessage, checked']],
};
