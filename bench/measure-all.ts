import type { Figure } from './figure.ts';

/** What came of all workloads. */
interface Measured {
  readonly figures: readonly Figure[];
  /** What kept workloads from being measured, each behind its name. */
  readonly failures: readonly string[];
}

/** Measures one workload after the other: one that fails takes the figures of no other along. */
export async function measureAll<Name extends string>(
  names: readonly Name[],
  measure: (name: Name) => Promise<readonly Figure[]>,
): Promise<Measured> {
  const figures: Figure[] = [];
  const failures: string[] = [];
  for (const name of names) {
    try {
      figures.push(...(await measure(name)));
    } catch (error) {
      failures.push(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { figures, failures };
}
