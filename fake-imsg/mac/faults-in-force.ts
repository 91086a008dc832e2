// What was made to go wrong, as it works at a moment. Times are those of the agenda.

import type { Facts } from '../device/device.ts';
import { type DeviceFault, isInForce } from '../device/fault.ts';
import { FAULTS } from '../faults/registry.ts';
import { isCounted, parseTrigger } from '../faults/text/trigger.ts';
import type { Agenda } from './agenda.ts';

/** What faults leave of the facts, by their names. */
const BRIDGE_FAULTS: readonly (readonly [string, Partial<Facts>])[] = Object.entries(FAULTS).flatMap(
  ([name, entry]) => (entry.kind === 'mac' && entry.facts ? [[name, entry.facts] as const] : []),
);

/** What the Mac is able to do under the faults of its bridge. */
export function factsUnder(agenda: Agenda, nowMs: number): Facts {
  const facts = agenda.facts();
  const isHit = (name: string) =>
    agenda.faults().some((fault) => fault.fault === name && isInForce(fault, nowMs));
  // A crash of Messages.app leaves the lock behind; where none was launched there is nothing to lose.
  if (!facts.lock) return facts;
  const hit = BRIDGE_FAULTS.find(([name]) => isHit(name));
  return hit ? { ...facts, ...hit[1] } : facts;
}

/** One occasion for the faults of a name: the first that strikes, or null. */
export function findStrike(agenda: Agenda, nowMs: number, name: string, text: string): DeviceFault | null {
  const named = agenda.faults().filter(({ fault }) => fault === name);
  return named.find(({ eventId }) => strikesNow(agenda, nowMs, eventId, text)) ?? null;
}

/** One occasion for one fault. */
export function strikesNow(agenda: Agenda, nowMs: number, eventId: string, text: string): boolean {
  const fault = agenda.faults().find((one) => one.eventId === eventId);
  if (!fault || !isInForce(fault, nowMs)) return false;
  // The common case leaves no trace in device.db.
  if (fault.trigger === '') return true;
  const trigger = parseTrigger(fault.trigger, eventId);
  if (!isCounted(trigger, text)) return false;
  return trigger.strikes({ ordinal: agenda.countOccasion(eventId), sinceMs: nowMs - fault.atMs });
}
