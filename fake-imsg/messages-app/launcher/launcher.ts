import type { Clock } from '../../device/clock.ts';
import type { Device, Facts } from '../../device/device.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';

/** Messages.app could not be started with the helper inside; the message is imsg's own. */
export class LaunchFailed extends Error {
  override readonly name = 'LaunchFailed';
}

/** What of the program a launch needs. */
export interface LauncherContext {
  readonly device: Device;
  readonly clock: Clock;
  readonly bridge: BridgePolicy;
  /** Applies what has just been put on the Mac's agenda. */
  stepAgenda(): void;
}

/** Where the helper lies once it was installed. */
export const HELPER_PATH = '/opt/homebrew/lib/imsg-bridge-helper.dylib';

/** Where imsg looks for it, in order. */
export const HELPER_SEARCH_PATHS: readonly string[] = [
  HELPER_PATH,
  '/usr/local/lib/imsg-bridge-helper.dylib',
  '.build/release/imsg-bridge-helper.dylib',
  '.build/debug/imsg-bridge-helper.dylib',
];

/** What csrutil says of SIP where imsg cannot make anything of it. */
export const SIP_UNKNOWN_DETAILS = 'Unable to run `csrutil status`.';

/** Messages.app is given this long to end before it is started again. */
const AFTER_KILL_MS = 1000;
/** How long it takes until the helper has put its ready lock there. */
const START_MS = 1500;
const LOOK_EVERY_MS = 500;

const pause = ({ clock }: LauncherContext, ms: number) =>
  new Promise<void>((resolve) => void clock.after(ms, resolve));

function happen({ device, stepAgenda }: LauncherContext, state: string, inMs = 0): void {
  device.schedule({ kind: 'bridge', state }, { inMs });
  stepAgenda();
}

/** Ends Messages.app, and with it the helper. */
export async function killMessages(context: LauncherContext): Promise<void> {
  happen(context, 'quit');
  await pause(context, AFTER_KILL_MS);
}

/**
 * Starts Messages.app anew with the helper inside, and waits for its ready lock (wire-1.5). A process
 * that library validation kills never puts it there, and nothing else tells the two apart. Throws `LaunchFailed`.
 */
export async function launchMessages(context: LauncherContext): Promise<void> {
  const { device, clock, bridge } = context;
  const refusal = refusalOf(device.facts());
  if (refusal) throw new LaunchFailed(refusal);
  await killMessages(context);
  if (!device.facts().libraryValidation) happen(context, 'launched', START_MS);
  const untilMs = clock.monotonicMs() + bridge.launchWaitMs;
  while (clock.monotonicMs() < untilMs) {
    if (device.facts().lock) {
      await pause(context, LOOK_EVERY_MS);
      return;
    }
    await pause(context, LOOK_EVERY_MS);
  }
  throw new LaunchFailed(bridge.launchTimeout(bridge.launchWaitMs / 1000));
}

function refusalOf({ sip, helper }: Facts): string | null {
  if (sip === 'enabled') {
    return (
      'System Integrity Protection (SIP) is enabled. Refusing to inject into Messages.app. ' +
      'Disable SIP in Recovery mode before using `imsg launch`.'
    );
  }
  if (sip === 'unknown') {
    return (
      'Unable to determine SIP status. Refusing to inject into Messages.app. ' +
      `Details: ${SIP_UNKNOWN_DETAILS}`
    );
  }
  if (helper) return null;
  return `imsg-bridge-helper.dylib not found at ${HELPER_SEARCH_PATHS.at(-2)}. Build with: make build-dylib`;
}
