import type { Mac } from './timed-write.ts';

/** The effect that stands for a line of the helper's event log (wire-2.7). */
const BRIDGE_EVENT = 'bridge-event';

export interface BridgeEventNote {
  readonly key: string;
  /** `started-typing`, `stopped-typing`, `aliases-removed`. */
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

/** The helper notices something, provided that it runs. One that hangs with a request still does. */
export function bridgeEvent(mac: Mac, { key, event, data, atMs }: BridgeEventNote): void {
  const { lock, bridge } = mac.facts();
  if (lock && bridge !== 'gone') mac.recordEffect({ key, effect: BRIDGE_EVENT, atMs, event, data });
}
