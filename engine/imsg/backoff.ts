const DELAY_FIRST_MS = 1_000;
const DELAY_MAX_MS = 5 * 60_000;
const JITTER = 0.1;

/**
 * The pause before a start after the given number of faults in a row (1 = the first): doubled each time, at
 * most 5 min, and up to 10 % shorter by `fraction`, so that the children of one outage do not start as one.
 */
export function restartDelayMs(faults: number, fraction: number): number {
  const delayMs = Math.min(DELAY_FIRST_MS * 2 ** (faults - 1), DELAY_MAX_MS);
  return delayMs * (1 - JITTER * fraction);
}
