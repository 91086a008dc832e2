import type { Facts } from '../device/device.ts';
import { notStarted, type Outcome } from './outcomes.ts';

// The one place that asks what state the bridge is in. No Mac described by the present facts has one.

/** The `bridge` part of `status` (protocol section 2.6). */
export function bridgeStatus(_facts: Facts): { ready: boolean; error?: string } {
  return {
    ready: false,
    error: 'The bridge is not started. Run imsg launch explicitly before using bridge methods.',
  };
}

/** What a mutation that needs the bridge ends with where none was launched (protocol section 5.1). */
export function bridgeAbsent(operation: string): Outcome {
  return notStarted({
    transport: 'bridge_v2',
    operation,
    detail: 'The bridge ready lock is absent. Run imsg launch explicitly before retrying.',
  });
}
