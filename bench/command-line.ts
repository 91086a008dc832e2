// The command line of `npm run bench`.

import { parseArgs } from 'node:util';
import { type NothingToDo, parsedOr, refused } from '../test/support/programs/usage.ts';
import type { Size } from './figure.ts';
import { WORKLOAD_NAMES, type WorkloadName } from './workloads.ts';

export const USAGE = `Usage: npm run bench -- [WORKLOAD…] [--small] [--json FILE]

Measures, and shows each figure beside its limit and its bar; all workloads where none is named.

  --small      seconds in place of minutes: proves that every workload runs; its figures are worth nothing
  --json FILE  one JSON object a line as well
  --help

Workloads: ${WORKLOAD_NAMES.join(', ')}

Exit codes: 0 measured, whatever the figures say, 1 a workload failed, 64 wrong usage.`;

export interface BenchOptions {
  readonly names: readonly WorkloadName[];
  readonly size: Size;
  /** Where to; null = nowhere. */
  readonly json: string | null;
}

type Wish = NothingToDo | { readonly does: 'run'; readonly options: BenchOptions };

const OPTIONS = {
  small: { type: 'boolean', default: false },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What the words after the program's name ask for. */
export function wishOf(args: readonly string[]): Wish {
  const parsed = parsedOr(() => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  if ('why' in parsed) return parsed;
  const { small, json = null, help } = parsed.values;
  if (help) return { does: 'help' };
  const named = parsed.positionals;
  const unknown = named.find((name) => !isWorkload(name));
  if (unknown !== undefined) return refused(`There is no workload ${unknown}.`);
  const names = named.length === 0 ? WORKLOAD_NAMES : named.filter(isWorkload);
  return { does: 'run', options: { names, size: small ? 'small' : 'full', json } };
}

function isWorkload(name: string): name is WorkloadName {
  return WORKLOAD_NAMES.some((known) => known === name);
}
