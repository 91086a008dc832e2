import type { Facts } from '../../device/device.ts';
import { Outcome } from '../../program/outcomes.ts';
import { askHelper, type HelperContext } from './ask-helper.ts';

/** What the helper says of itself, which imsg asks for without ever launching anything. */
export interface BridgeProbe {
  readonly bridge_version: number;
  readonly v2_ready: boolean;
  readonly registry_available: boolean;
  readonly selectors: Readonly<Record<string, boolean>>;
}

/** `absent` = no ready lock, so nobody is asked; `silent` = asked, and no answer in time. */
export type ProbeResult = BridgeProbe | 'absent' | 'silent';

/** Asks the helper what it is, for at most `waitMs`. */
export async function probeBridge(context: HelperContext, waitMs: number): Promise<ProbeResult> {
  if (!context.device.facts().lock) return 'absent';
  const { bridge, device } = context;
  try {
    await askHelper(
      { ...context, bridge: { ...bridge, deadlineMs: waitMs } },
      { action: 'bridge-status', kind: 'question', waits: 'short', perform: () => ({}) },
    );
  } catch (error) {
    if (error instanceof Outcome) return 'silent';
    throw error;
  }
  const selectors = selectorsOf(device.facts(), bridge.selectors);
  return { bridge_version: 2, v2_ready: true, registry_available: true, selectors };
}

/** What this stand-in does not do: a helper says so of a macOS that lacks it. */
const NOT_DONE = /^pollUpdate/;

function selectorsOf({ missingSelectors }: Facts, names: readonly string[]): Record<string, boolean> {
  const isThere = (name: string) => !NOT_DONE.test(name) && !missingSelectors.includes(name);
  return Object.fromEntries(names.map((name) => [name, isThere(name)]));
}

/** The `bridge` part of `status` (wire-2.6). */
export function bridgeStatus(probe: ProbeResult): object {
  switch (probe) {
    case 'absent':
      return {
        ready: false,
        error: 'The bridge is not started. Run imsg launch explicitly before using bridge methods.',
      };
    case 'silent':
      return {
        ready: false,
        error: 'The existing bridge did not answer a non-launching status probe.',
      };
    default:
      return { ready: true, ...probe };
  }
}

/** What imsg is and can do beyond its methods, of which the running helper decides (wire-1.5 and wire-11.13). */
export function bridgeCapabilities(version: string, probe: ProbeResult): object {
  const canTapEmoji = typeof probe !== 'string' && probe.selectors.emojiTapbackSend === true;
  const features = canTapEmoji ? { 'tapback.emoji': 2 } : {};
  return { engine: { version, commit: '0000000', built_at: '2026-09-28T00:00:00Z' }, features };
}
