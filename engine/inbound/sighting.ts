import type { AccessDecision } from '../access/policy.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Arrival, Message } from '../message/message.ts';
import { type ClockSighting, type ClockWitnesses, noteDate, witnessRow } from './clock-witnesses.ts';
import { isLive } from './fence.ts';
import type { Snapshot } from './snapshot.ts';

/** Takes from a row what it says of the clock, and from any other of somebody's at least its date. */
export function learnClock(
  known: ClockWitnesses,
  message: Message | null,
  sighting: ClockSighting | null | undefined,
): void {
  if (sighting) witnessRow(known, sighting);
  else if (message && message.sentAtMs !== null && !message.isFromMe && !message.isWithOneself)
    noteDate(known, message.sentAtMs);
}

/**
 * What a row says of the gateway's clock (ruling-4): one of somebody who may write here, that came by itself and as it
 * was written. Null = nothing.
 */
export function sightingOf(
  message: Message,
  { arrivedAtMs, again }: Arrival,
  { fence }: Snapshot,
  access: AccessDecision | null,
): ClockSighting | null {
  const { sentAtMs, isWithOneself } = message;
  if (sentAtMs === null || !access?.admit || isWithOneself || again !== undefined) return null;
  const sender = isLive(message, fence) ? normalizeHandle(message.sender) : null;
  return sender === null ? null : { sender, arrivedAtMs, sentAtMs };
}
