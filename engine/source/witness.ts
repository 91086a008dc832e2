import type { OwnSendsMemory } from '../echo/own-sends.ts';
import type { Decided } from '../inbound/decision.ts';
import type { MacClock } from './mac-clock.ts';

/** What a sighted row tells beside its fate: how the Mac's clock runs (ruling-4). */
export function witness(decision: Decided, own: OwnSendsMemory, macClock: MacClock): void {
  const { row, message, isNew, isReplay } = decision;
  if (message === null || message.guid === null) return;
  if (!row.isFromMe) {
    if (isNew && !isReplay && message.sentAtMs !== null) macClock.row(row.arrivedAtMs, message.sentAtMs);
    return;
  }
  const sendingAtMs = own.sendingAtMs(message.guid);
  if (sendingAtMs !== null && message.sentAtMs !== null) macClock.ownSend(sendingAtMs, message.sentAtMs);
}
