// The process of one workload: what another one left in memory, in caches or in compiled code is not there.

import type { Figure, Size } from './figure.ts';
import { WORKLOADS, type WorkloadName } from './workloads.ts';

/** What the process sends. */
export interface WorkloadResult {
  readonly figures: readonly Figure[];
  /** What went wrong, with where; null = nothing did. */
  readonly failure: string | null;
}

const [name, size] = process.argv.slice(2) as [WorkloadName, Size];
// One that failed may have left something that keeps the process alive.
process.send!(await resultOf(name, size), () => process.exit());

async function resultOf(name: WorkloadName, size: Size): Promise<WorkloadResult> {
  try {
    const workload = await WORKLOADS[name]();
    return { figures: await workload.run(size), failure: null };
  } catch (error) {
    return { figures: [], failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
