/** Says at each occasion whether a fault strikes there. The one thing all faults have in common. */
export type Trigger = () => boolean;

/** Strikes at the `count`th occasion, counted from 1, and never again. */
export function atCount(count: number): Trigger {
  let seen = 0;
  return () => ++seen === count;
}
