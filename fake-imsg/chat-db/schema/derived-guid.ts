import { hash } from 'node:crypto';

/** The same upper-case UUID every time for the same event and name, so that applying an event twice is harmless. */
export function derivedGuid(eventId: string, name: string): string {
  const hex = hash('sha256', `${eventId}\0${name}`).toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
