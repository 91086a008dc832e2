import type { RowInput } from '../commands/journal.ts';

interface Sightings {
  readonly sightings: number;
  readonly repeats: number;
}

type Kept = [accountId: string, sightings: number, repeats: number];

/** What arrived for an account so far, from the form in which a source keeps it. */
export function sightingsOf(kept: string, accountId: string): Sightings {
  const found = (JSON.parse(kept) as Kept[]).find(([account]) => account === accountId);
  return { sightings: found?.[1] ?? 0, repeats: found?.[2] ?? 0 };
}

/** Adds the arrivals of one call, in the form in which a source keeps them. */
export function countSightings(
  kept: string,
  rows: readonly RowInput[],
  results: readonly { readonly isAdded: boolean }[],
): string {
  const counts = new Map((JSON.parse(kept) as Kept[]).map((entry) => [entry[0], entry]));
  rows.forEach(({ verdicts }, index) => {
    for (const { accountId } of verdicts) {
      const entry: Kept = counts.get(accountId) ?? [accountId, 0, 0];
      entry[1] += 1;
      if (!results[index]!.isAdded) entry[2] += 1;
      counts.set(accountId, entry);
    }
  });
  return JSON.stringify([...counts.values()]);
}
