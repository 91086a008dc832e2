// Dates as chat.db keeps them (nanoseconds since 2001-01-01T00:00:00Z) and as imsg reads and prints them. In between
// imsg has them as floating-point seconds since 2001, which are good for about a tenth of a microsecond.

const APPLE_EPOCH_MS = 978_307_200_000;
const APPLE_EPOCH_S = APPLE_EPOCH_MS / 1000;

/** A date column as imsg has it: seconds since 2001. It reads whole numbers only; anything else is 0. */
export function dateSeconds(appleNs: number): number {
  return (Number.isInteger(appleNs) ? appleNs : 0) / 1e9 + APPLE_EPOCH_S - APPLE_EPOCH_S;
}

/** The same for a moment given in Unix milliseconds. */
export function instantSeconds(unixMs: number): number {
  return unixMs / 1000 - APPLE_EPOCH_S;
}

/** A date column as text: UTC with three decimals, always (wire-4.1). */
export function dateText(appleNs: number | null): string {
  return isoText(Math.round((dateSeconds(appleNs ?? 0) + APPLE_EPOCH_S) * 1000));
}

/** Unix milliseconds as text. Dates that no calendar holds become the epoch of the file. */
export function isoText(unixMs: number): string {
  const date = new Date(unixMs);
  return Number.isNaN(date.getTime()) ? new Date(APPLE_EPOCH_MS).toISOString() : date.toISOString();
}

/** What a date column is compared with. */
export function appleNs(unixMs: number): bigint {
  return BigInt(Math.trunc(instantSeconds(unixMs) * 1e9));
}

/** imsg counts nanoseconds in 64 bits, and is gone at once where a bound of a history is a date beyond them. */
export class DateTrap extends Error {
  override readonly name = 'DateTrap';
}

const TRAPS_BEFORE_MS = APPLE_EPOCH_MS - 2 ** 63 / 1e6;
const TRAPS_FROM_MS = Date.UTC(2293, 3, 11, 23, 47, 16);

/** What the date column of a history is compared with; null = no bound. Throws `DateTrap`. */
export function historyBound(unixMs: number | null): bigint | null {
  if (unixMs === null) return null;
  if (unixMs < TRAPS_BEFORE_MS || unixMs >= TRAPS_FROM_MS) throw new DateTrap(isoText(unixMs));
  return appleNs(unixMs);
}

const DATE = /^\s*(\d{1,4})[-/](\d{1,3})[-/](\d{1,3})T\s*/;
const TIME = /(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?\s*/;
const ZONE = /(?:[Zz]|(?:GMT|UTC)?([-+])(\d{1,2})(?::?(\d\d)(?::?(\d\d))?)?|GMT|UTC)/;
const INSTANT = new RegExp(DATE.source + TIME.source + ZONE.source);

/**
 * Unix milliseconds of an instant as imsg takes it: a date, a time with seconds and a zone, else null. It is not
 * strict about it: digits may be few, what follows the zone does not count, 30 February is in March and hour 24 on
 * the next day; but there is no month 13, no second 60 and no lower-case t.
 */
export function parseInstant(text: string): number | null {
  const found = INSTANT.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as number[] & { length: 6 };
  if (!between(month, 1, 12) || !between(day, 1, 31)) return null;
  if (!between(hour, 0, 24) || !between(minute, 0, 59) || !between(second, 0, 59)) return null;
  const milliseconds = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  date.setUTCHours(hour!, minute, second, milliseconds);
  return date.getTime() - offsetMs(found.slice(8, 12));
}

function between(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}

function offsetMs([sign, ...parts]: readonly (string | undefined)[]): number {
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const offset = (hours * 3600 + minutes * 60 + seconds) * 1000;
  return sign === '-' ? -offset : offset;
}
