// Breaks the product on purpose, one place at a time, and shows that the test that has to notice does; with `--swarm`,
// that the oracle does, in worlds that were not written for it. Works on a copy of the tree in a temporary folder. With
// `--known` nothing is broken on purpose: the oracle has to find faults that stand in the product.

import { parseArgs } from 'node:util';
import { withCopy } from './copy.ts';
import { slippedThroughOracle } from './known.ts';
import { MUTANTS } from './mutants.ts';
import { slippedThroughTests } from './noticed.ts';
import { slippedThroughSwarm } from './swarm.ts';

const WORLDS = '200';
/** Some of the faults need two rare things in one world. */
const WORLDS_FOR_KNOWN = '1000';

async function main(): Promise<number> {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      swarm: { type: 'boolean', default: false },
      known: { type: 'boolean', default: false },
      worlds: { type: 'string' },
    },
  });
  if (values.known) {
    return (await slippedThroughOracle(Number(values.worlds ?? WORLDS_FOR_KNOWN))) === 0 ? 0 : 1;
  }
  const chosen = names.length === 0 ? MUTANTS : MUTANTS.filter((mutant) => names.includes(mutant.name));
  const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    const known = MUTANTS.map((mutant) => mutant.name).join(', ');
    console.error(`There is no mutant ${unknown.join(', ')}. There are: ${known}.`);
    return 64;
  }
  const slipped = await withCopy((folder) =>
    values.swarm
      ? slippedThroughSwarm(folder, chosen, Number(values.worlds ?? WORLDS))
      : slippedThroughTests(folder, chosen),
  );
  if (slipped === null) return 1;
  console.log(`${chosen.length - slipped} of ${chosen.length} mutants caught`);
  return slipped === 0 ? 0 : 1;
}

process.exitCode = await main();
