// Keeps what disturbs reading and sending: faults, pauses of the Mac, permissions that are taken away for a while.

import type { Facts } from '../../../fake-imsg/device/device.ts';
import type { DeviceFault } from '../../../fake-imsg/device/fault.ts';
import { parseDuration } from '../../../fake-imsg/faults/text/trigger.ts';
import type { Disturbance } from '../oracle/disturbances.ts';

export interface TroubleWitness {
  readonly disturbances: readonly Disturbance[];
  add(disturbance: Disturbance): void;
  fault(fault: Pick<DeviceFault, 'fault' | 'value' | 'untilMs'>, atMs: number): void;
  /** What the Mac permits or is able to do changed. */
  facts(change: Readonly<Record<string, unknown>>, atMs: number): void;
  /** An event of the Mac that is no fault and still a pause. */
  event(event: Readonly<Record<string, unknown>>, dueMs: number): void;
}

/** The faults of sending; all others strike whatever a process does. */
const SENDING = /^(?:send-|bridge-)/;
/** Facts of a Mac: what they disturb while they are not as they should be. */
const FACTS: Readonly<Record<string, { readonly of: Disturbance['of']; isWell(value: unknown): boolean }>> = {
  fullDiskAccess: { of: 'all', isWell: (value) => value === true },
  automation: { of: 'sending', isWell: (value) => value === true },
  signedIn: { of: 'sending', isWell: (value) => value === true },
  bridge: { of: 'sending', isWell: (value) => value !== 'hangs' },
  messages: { of: 'sending', isWell: (value) => value === 'awake' },
};

/** @param bridge That of the Mac as the run begins. */
export function createTroubleWitness(
  initial: readonly Disturbance[],
  { bridge, atMs: beganMs }: { readonly bridge: Facts['bridge']; readonly atMs: number },
): TroubleWitness {
  const disturbances: Disturbance[] = [...initial];
  /** What is not well, by its name; where it stands in the list. */
  const open = new Map<string, number>();
  const stands = (name: string, value: unknown, atMs: number) => {
    const rule = FACTS[name];
    if (!rule) return;
    const at = open.get(name);
    if (at !== undefined) {
      disturbances[at] = { ...disturbances[at]!, toMs: atMs };
      open.delete(name);
    }
    const isWell = rule.isWell(value);
    if (isWell && at === undefined && name !== 'bridge') return;
    // A change by itself passes: what was under way meets it.
    disturbances.push({ what: name, of: rule.of, fromMs: atMs, toMs: isWell ? atMs : null });
    if (!isWell) open.set(name, disturbances.length - 1);
  };
  /** Where a crash has left its ready lock behind, builds up to 0.13.4 take the bridge to be there. */
  let lockedAt: number | null = null;
  const crashed = ({ bridge, lock }: Readonly<Record<string, unknown>>, atMs: number) => {
    if (bridge === undefined) return;
    if (lockedAt !== null) disturbances[lockedAt] = { ...disturbances[lockedAt]!, toMs: atMs };
    lockedAt = bridge === 'gone' && lock === true ? disturbances.length : null;
    if (lockedAt !== null)
      disturbances.push({ what: 'the bridge is silent', of: 'bridge', fromMs: atMs, toMs: null });
  };
  /** Replies leave another way then, where they may. */
  let goneAt: number | null = null;
  const left = ({ bridge }: Readonly<Record<string, unknown>>, atMs: number) => {
    if (bridge === undefined) return;
    if (goneAt !== null) disturbances[goneAt] = { ...disturbances[goneAt]!, toMs: atMs };
    goneAt = bridge === 'answers' ? null : disturbances.length;
    if (goneAt !== null)
      disturbances.push({ what: 'the bridge is gone', of: 'bridge alone', fromMs: atMs, toMs: null });
  };
  left({ bridge }, beganMs);
  return {
    disturbances,
    add: (disturbance) => void disturbances.push(disturbance),
    fault({ fault, value, untilMs }, fromMs) {
      // What did not come yet is in no database yet; reading and sending go on.
      if (fault === 'push-dead') return;
      const of = SENDING.test(fault) ? 'sending' : 'all';
      disturbances.push({ what: fault, of, fromMs, toMs: untilMs, holdsMs: longestMs(value) });
    },
    facts(change, atMs) {
      for (const [name, value] of Object.entries(change)) stands(name, value, atMs);
      crashed(change, atMs);
      left(change, atMs);
    },
    event(event, dueMs) {
      const { kind, is, forMs } = event;
      if (kind === 'messages-app') stands('messages', is, dueMs);
      if (kind === 'mac-sleep') {
        const toMs = typeof forMs === 'number' ? dueMs + forMs : null;
        disturbances.push({ what: 'mac-sleep', of: 'all', fromMs: dueMs, toMs });
      }
      if (kind === 'rotate-wal') disturbances.push({ what: kind, of: 'reading', fromMs: dueMs, toMs: dueMs });
      // The chats of what was asked before are gone with the old one.
      if (kind === 'replace-database' || kind === 'restore-database')
        disturbances.push({ what: kind, of: 'all', fromMs: dueMs, toMs: dueMs });
    },
  };
}

/** Of a duration, or a span of them; 0 = it names none. */
function longestMs(value: string): number {
  return Math.max(0, ...value.split('-').map(durationMs));
}

function durationMs(text: string): number {
  try {
    return parseDuration(text);
  } catch {
    return 0;
  }
}
