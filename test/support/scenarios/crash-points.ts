import { expect } from 'vitest';
import { type CrashRun, exploreCrashes, type Story } from '../../../scenarios/sim/crash.ts';

export function describeFailure({ point, kind, violations, installation }: CrashRun): string {
  const where = `crash ${point?.when} effect ${point?.count} (${kind})`;
  return [where, ...violations, '', ...installation.world.lines().slice(-80)].join('\n');
}

/** Lets the gateway die at each of its effects in turn; no invariant may break at any. */
export async function expectNoViolation(seed: string, story: Story): Promise<void> {
  const { points, byKind, unknownRuns, failures } = await exploreCrashes(seed, story);
  const kinds = Object.entries(byKind).map(([kind, count]) => `${count} ${kind}`);
  console.log(
    `${story.name}, seed ${seed}: ${points} crash points (${kinds.join(', ')}), ${unknownRuns} ended unknown`,
  );
  expect(failures.map(describeFailure)).toEqual([]);
  expect(points).toBeGreaterThan(40);
}
