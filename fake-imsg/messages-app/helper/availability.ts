import type { Facts } from '../../device/device.ts';
import { HELPER_SEARCH_PATHS, SIP_UNKNOWN_DETAILS } from '../launcher/launcher.ts';

/** Whether imsg holds the bridge to be there, and what it says about it. */
export interface Availability {
  readonly available: boolean;
  readonly message: string;
}

/**
 * What `imsg status` makes of the helper's file, SIP and the ready lock, in that order (wire-1.5).
 * A lock that a crash left behind looks like a bridge. Prose of our own; clients may rely on the first lines,
 * `SIP` and the commands only.
 */
export function bridgeAvailability({ helper, sip, lock }: Facts): Availability {
  if (!helper) return { available: false, message: NO_HELPER };
  if (sip === 'enabled') return { available: false, message: SIP_ENABLED };
  if (sip === 'unknown') {
    const refusal = 'Unable to determine SIP status. Refusing to auto-inject Messages.app.';
    return { available: false, message: `${refusal}\nDetails: ${SIP_UNKNOWN_DETAILS}` };
  }
  if (!lock) return { available: false, message: NOT_INJECTED };
  return { available: true, message: 'Connected to Messages.app. IMCore features available.' };
}

/** What late releases say of a bridge that does not answer. */
export const SILENT_BRIDGE = [
  'The IMCore bridge is not responding.',
  'The helper inside Messages.app may be out of date, or hang.',
  'Run `imsg launch` to inject it anew.',
].join('\n');

const NO_HELPER = [
  'imsg-bridge-helper.dylib not found. Searched:',
  ...HELPER_SEARCH_PATHS.map((path) => `- ${path}`),
  '',
  'From source, build it with: make build-dylib',
  '',
  'What needs the helper also needs:',
  '- SIP disabled',
  '- Full Disk Access for whatever runs imsg',
].join('\n');

const SIP_ENABLED = [
  'System Integrity Protection (SIP) is enabled.',
  'Typing indicators, read receipts and other IMCore features stay off. To turn them on:',
  '1. Start the Mac in Recovery mode and run: csrutil disable',
  '2. Restart, then run: imsg launch',
  'From source, build the helper first with: make build-dylib',
].join('\n');

const NOT_INJECTED = [
  'SIP is disabled and the helper dylib is present, but Messages.app is not currently injected.',
  'Run: imsg launch',
  'On macOS 26 library validation or imagent may refuse it; send, history and watch work without.',
].join('\n');
