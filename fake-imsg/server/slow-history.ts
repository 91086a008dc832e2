import type { Clock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import type { ServerPolicy } from './policy.ts';

export interface Scanned {
  readonly build: Pick<ServerPolicy, 'reactionScanNs'>;
  readonly device: Device;
  readonly clock: Clock;
  readonly chatDb: { current(): { readonly rows: { maxRowid(): number } } };
}

/**
 * What a history took while releases looked through the whole file for the reactions of each message
 * (wire-11.7): seconds, in which everything else waits. Only under the fault `slow-history`, and as a cost alone:
 * nothing is looked through.
 */
export async function scanReactions(
  { build, device, clock, chatDb }: Scanned,
  result: unknown,
): Promise<void> {
  const { messages = [] } = result as { readonly messages?: readonly unknown[] };
  if (build.reactionScanNs === null || messages.length === 0 || !device.strike('slow-history')) return;
  const ms = (messages.length * chatDb.current().rows.maxRowid() * build.reactionScanNs) / 1e6;
  await new Promise<void>((resolve) => void clock.after(ms, resolve));
}
