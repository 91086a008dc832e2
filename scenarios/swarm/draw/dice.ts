import type { Random } from '../../sim/random.ts';

/** Chance in the forms in which a drawing needs it. */
export interface Dice {
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly fraction: Random;
  chance(share: number): boolean;
  /** Both ends inclusive. */
  whole(least: number, most: number): number;
  /** Small ones as often as large ones: each power of ten alike. Milliseconds. */
  duration(leastMs: number, mostMs: number): string;
  pick<T>(from: readonly T[]): T;
  /** Picks by weight. */
  weighted<T>(from: readonly (readonly [weight: number, item: T])[]): T;
  /** Each of them with the same chance, in their order. */
  some<T>(from: readonly T[], share: number): T[];
}

export function createDice(fraction: Random): Dice {
  const whole = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    chance: (share) => fraction() < share,
    whole,
    duration(leastMs, mostMs) {
      const ms = Math.exp(Math.log(leastMs) + fraction() * (Math.log(mostMs) - Math.log(leastMs)));
      return durationText(ms);
    },
    pick: (from) => from[whole(0, from.length - 1)]!,
    weighted(from) {
      const total = from.reduce((sum, [weight]) => sum + weight, 0);
      let left = fraction() * total;
      for (const [weight, item] of from) {
        left -= weight;
        if (left < 0) return item;
      }
      return from.at(-1)![1];
    },
    some: (from, share) => from.filter(() => fraction() < share),
  };
}

/** As scenario files write it, two digits or three. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.max(1, Math.round(ms))}ms`;
  if (ms < 120_000) return `${Math.round(ms / 100) / 10}s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)}m`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)}h` : `${Math.round(ms / 86_400_000)}d`;
}
