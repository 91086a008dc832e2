import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';

/** A whole number of milliseconds from `least` to `most`, the same every time for the same event and name. */
export function derivedMs(eventId: string, name: string, least: number, most: number): number {
  return least + Math.floor(derivedFraction(eventId, name) * (most - least + 1));
}

/** True for `share` of all events, the same every time for the same event and name. */
export function derivedChance(eventId: string, name: string, share: number): boolean {
  return derivedFraction(eventId, name) < share;
}

/** A number from 0 (inclusive) to 1 (exclusive), the same every time for the same event and name. */
export function derivedFraction(eventId: string, name: string): number {
  return Number.parseInt(derivedGuid(eventId, name).slice(0, 8), 16) / 2 ** 32;
}

/** The GUID of the message row that an event makes. */
export const messageGuid = (eventId: string): string => derivedGuid(eventId, 'message');
