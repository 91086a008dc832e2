// The command line of `npm run bench`.

import { parseArgs } from 'node:util';
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

type Wish =
  | { readonly does: 'help' }
  | { readonly does: 'refuse'; readonly why: string }
  | { readonly does: 'run'; readonly options: BenchOptions };

const OPTIONS = {
  small: { type: 'boolean', default: false },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What the words after the program's name ask for. */
export function wishOf(args: readonly string[]): Wish {
  let parsed: ReturnType<typeof parsedArgs>;
  try {
    parsed = parsedArgs(args);
  } catch (error) {
    return { does: 'refuse', why: (error as Error).message };
  }
  const { small, json = null, help } = parsed.values;
  if (help) return { does: 'help' };
  const named = parsed.positionals;
  const unknown = named.find((name) => !isWorkload(name));
  if (unknown !== undefined) return { does: 'refuse', why: `There is no workload ${unknown}.` };
  const names = named.length === 0 ? WORKLOAD_NAMES : named.filter(isWorkload);
  return { does: 'run', options: { names, size: small ? 'small' : 'full', json } };
}

function isWorkload(name: string): name is WorkloadName {
  return WORKLOAD_NAMES.some((known) => known === name);
}

function parsedArgs(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
}
