// How far the gateway's clock is off those of the people who write (ruling-4). Ages compare a date that somebody's phone
// set with an arrival measured here; a gateway that is an hour ahead would otherwise lose every message. The Mac's own
// clock has no part in that, and what is sent from there proves nothing.

/** Smaller differences are delays, not clocks. */
const OFFSET_MIN_MS = 60_000;
/** Rows needed before their ages say something about the clock. */
const ROWS_MIN = 10;

export interface MacClock {
  /** A live row from another person arrived. */
  row(arrivedAtMs: number, sentAtMs: number): void;
  /** The gateway's own clock was stepped: what was measured against it is void. */
  reset(): void;
  /** How far those of others are ahead of the gateway's; 0 where the difference is no more than a delay. */
  readonly offsetMs: number;
}

export function createMacClock(): MacClock {
  let ages: { readonly ageMs: number; readonly atMs: number }[] = [];

  /**
   * Ages that all agree, over more than the minute in which a backlog is flushed, are a clock that is off:
   * messages of a flush were written at different times and arrive at once.
   */
  const fromAges = (): number | null => {
    if (ages.length < ROWS_MIN) return null;
    const smallest = Math.min(...ages.map(({ ageMs }) => ageMs));
    const largest = Math.max(...ages.map(({ ageMs }) => ageMs));
    const spanMs = ages.at(-1)!.atMs - ages[0]!.atMs;
    return largest - smallest < OFFSET_MIN_MS && spanMs > OFFSET_MIN_MS ? -smallest : null;
  };
  const offset = (): number => {
    const measured = fromAges() ?? 0;
    return Math.abs(measured) > OFFSET_MIN_MS ? measured : 0;
  };

  return {
    row(arrivedAtMs, sentAtMs) {
      ages = [...ages.slice(1 - ROWS_MIN), { ageMs: arrivedAtMs - sentAtMs, atMs: arrivedAtMs }];
    },
    reset() {
      ages = [];
    },
    get offsetMs() {
      return offset();
    },
  };
}
