import type { Facts } from '../device/device.ts';

// The one place that asks what state the bridge is in. No Mac described by the present facts has one.

/** The `bridge` part of `status` (protocol section 2.6). */
export function bridgeStatus(_facts: Facts): { ready: boolean; error?: string } {
  return {
    ready: false,
    error: 'The bridge is not started. Run imsg launch explicitly before using bridge methods.',
  };
}
