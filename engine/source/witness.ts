import type { Decided } from '../inbound/decision.ts';
import type { MacClock } from './mac-clock.ts';

/** What a sighted row tells beside its fate: how the gateway's clock runs beside those of others (ruling-4). */
export function witness({ row, message, isNew, isReplay }: Decided, macClock: MacClock): void {
  if (row.isFromMe || !isNew || isReplay) return;
  if (message !== null && message.guid !== null && message.sentAtMs !== null)
    macClock.row(row.arrivedAtMs, message.sentAtMs);
}
