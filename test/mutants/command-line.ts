// The command line of `npm run mutants`.

import { parseArgs } from 'node:util';
import { type NothingToDo, parsedOr, refused } from '../support/programs/usage.ts';
import { HUNTED_KINDS } from './known.ts';
import { MUTANTS } from './mutants.ts';

export const USAGE = `Usage: npm run mutants -- [MUTANT…] [--swarm [--worlds N]]
       npm run mutants -- --known [KIND…] [--worlds N]

Breaks the product in one place at a time and shows that the test that has to notice does; all mutants where none is
named.

  --swarm     that the oracle notices, in worlds drawn at random
  --known     breaks nothing: the oracle has to find faults that are known to stand in the product
  --worlds N  how many worlds are drawn at most; default: 500, with --known 1000
  --help

Mutants: ${MUTANTS.map(({ name }) => name).join(', ')}
Kinds of known faults: ${HUNTED_KINDS.join(', ')}

Exit codes: 0 all caught, 1 one slipped through, 64 wrong usage.`;

const WORLDS = 500;
/** Some of the faults need two rare things in one world. */
const WORLDS_FOR_KNOWN = 1_000;

type Wish =
  | NothingToDo
  | { readonly does: 'known'; readonly kinds: readonly string[]; readonly worlds: number }
  | { readonly does: 'swarm'; readonly mutants: readonly string[]; readonly worlds: number }
  | { readonly does: 'tests'; readonly mutants: readonly string[] };

const OPTIONS = {
  swarm: { type: 'boolean', default: false },
  known: { type: 'boolean', default: false },
  worlds: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What the words after the program's name ask for. */
export function wishOf(args: readonly string[], hunted: readonly string[] = HUNTED_KINDS): Wish {
  const parsed = parsedOr(() => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  if ('why' in parsed) return parsed;
  const { values, positionals: names } = parsed;
  const { known, swarm, help } = values;
  if (help) return { does: 'help' };
  if (known && swarm) return refused('--known and --swarm are two things; give one of them.');
  if (values.worlds !== undefined && !known && !swarm)
    return refused('--worlds is for --swarm and --known alone.');
  if (values.worlds !== undefined && !/^[1-9]\d{0,8}$/.test(values.worlds))
    return refused(`--worlds ${JSON.stringify(values.worlds)}: give a whole number from 1 on.`);
  const all = known ? hunted : MUTANTS.map(({ name }) => name);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    return refused(
      `There is no ${known ? 'kind' : 'mutant'} ${unknown.join(', ')}. There are: ${all.join(', ')}.`,
    );
  const chosen = names.length === 0 ? all : all.filter((name) => names.includes(name));
  if (known) return { does: 'known', kinds: chosen, worlds: Number(values.worlds ?? WORLDS_FOR_KNOWN) };
  if (swarm) return { does: 'swarm', mutants: chosen, worlds: Number(values.worlds ?? WORLDS) };
  return { does: 'tests', mutants: chosen };
}
