// Dates as chat.db keeps them (nanoseconds since 2001-01-01T00:00:00Z) and as imsg prints them.

const APPLE_EPOCH_MS = 978_307_200_000;
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** Unix milliseconds of a date column. */
export function dateMs(appleNs: number): number {
  return Math.round(appleNs / 1e6) + APPLE_EPOCH_MS;
}

/** A date column as text: UTC with three decimals, always (protocol section 4.1). */
export function dateText(appleNs: number | null): string {
  return isoText(dateMs(appleNs ?? 0));
}

/** Unix milliseconds as text. Dates that no calendar holds become the epoch of the file. */
export function isoText(unixMs: number): string {
  const date = new Date(unixMs);
  return Number.isNaN(date.getTime()) ? new Date(APPLE_EPOCH_MS).toISOString() : date.toISOString();
}

/** What a date column is compared with. Exact, so that a boundary given in milliseconds stays one. */
export function appleNs(unixMs: number): bigint {
  return BigInt(Math.trunc(unixMs) - APPLE_EPOCH_MS) * 1_000_000n;
}

/** Unix milliseconds of an ISO 8601 instant with its zone, or null where the text is not one. */
export function parseInstant(text: string): number | null {
  if (!ISO_8601.test(text)) return null;
  const unixMs = Date.parse(text);
  return Number.isNaN(unixMs) ? null : unixMs;
}
