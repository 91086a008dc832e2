const APPLE_EPOCH_UNIX_MS = 978_307_200_000;

/**
 * Nanoseconds since 2001 as Messages writes them (file-3.1). The value passes through a double, so from
 * 2019 to 2037 it is a multiple of 128, and survives a trip through a JavaScript number exactly.
 */
export function appleNs(unixMs: number): bigint {
  const seconds = (unixMs - APPLE_EPOCH_UNIX_MS) / 1000;
  return BigInt(Math.trunc(seconds * 1e9));
}

/** Unix milliseconds, with a fraction, of a date that `appleNs` made. */
export function unixMsOfAppleNs(ns: bigint): number {
  return Number(ns) / 1e6 + APPLE_EPOCH_UNIX_MS;
}

/** Seconds since 2001, with a fraction, as property lists have them. */
export function appleSeconds(unixMs: number): number {
  return (unixMs - APPLE_EPOCH_UNIX_MS) / 1000;
}
