// What a soak has to show besides that nothing failed: an oracle that says of too little what must be, and a swarm that
// has stopped trying something, find nothing either.

import { SEEDS_FOR_ALL_MARKS, unmet } from './expected-marks.ts';
import { rowsOf, type Tally } from './tally.ts';

/** Of fewer seeds the shares say little. */
const SEEDS_FOR_SHARES = 1_000;
/** Of the rows that met no fault: those of which nobody can say what should become of them. */
const EITHER_SHARE_MAX = 0.01;
/** Of all rows: those that must be answered. */
const MUST_SHARE_MIN = 0.5;

/** A line for each limit that was missed. */
export function missedLimits(tally: Tally): string[] {
  const missing = tally.seeds < SEEDS_FOR_ALL_MARKS ? [] : unmet(tally.marks);
  return [...missedShares(tally), ...missing.map((mark) => `never met: ${mark}`)];
}

/** Marks that a soak this long need not have met. */
export function unmetSoFar({ seeds, marks }: Tally): number {
  return seeds < SEEDS_FOR_ALL_MARKS ? unmet(marks).length : 0;
}

function missedShares({ seeds, undisturbed, disturbed }: Tally): string[] {
  if (seeds < SEEDS_FOR_SHARES) return [];
  const quiet = rowsOf(undisturbed);
  const all = quiet + rowsOf(disturbed);
  const either = (quiet - undisturbed.must - undisturbed.mustNot) / Math.max(1, quiet);
  const must = (undisturbed.must + disturbed.must) / Math.max(1, all);
  return [
    ...(either <= EITHER_SHARE_MAX
      ? []
      : [`either outside of faults: ${percent(either)}, at most ${percent(EITHER_SHARE_MAX)}`]),
    ...(must >= MUST_SHARE_MIN
      ? []
      : [`must of all rows: ${percent(must)}, at least ${percent(MUST_SHARE_MIN)}`]),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
