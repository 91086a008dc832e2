// The process of one workload: what another one left in memory, in caches or in compiled code is not there.

import type { Size } from './figure.ts';
import { WORKLOADS, type WorkloadName } from './workloads.ts';

const [name, size] = process.argv.slice(2) as [WorkloadName, Size];
const workload = await WORKLOADS[name]();
process.send!(await workload.run(size), () => process.disconnect());
