// Breaks the product on purpose, one place at a time, and shows that the test that has to notice does; with `--swarm`,
// that the oracle does, in worlds that were not written for it. Works on a copy of the tree in a temporary folder.

import { parseArgs } from 'node:util';
import { withCopy } from './copy.ts';
import { MUTANTS } from './mutants.ts';
import { slippedThroughTests } from './noticed.ts';
import { slippedThroughSwarm } from './swarm.ts';

const WORLDS = '200';

async function main(): Promise<number> {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: { swarm: { type: 'boolean', default: false }, worlds: { type: 'string', default: WORLDS } },
  });
  const chosen = names.length === 0 ? MUTANTS : MUTANTS.filter((mutant) => names.includes(mutant.name));
  const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
  if (unknown.length > 0) {
    const known = MUTANTS.map((mutant) => mutant.name).join(', ');
    console.error(`There is no mutant ${unknown.join(', ')}. There are: ${known}.`);
    return 64;
  }
  const slipped = await withCopy((folder) =>
    values.swarm
      ? slippedThroughSwarm(folder, chosen, Number(values.worlds))
      : slippedThroughTests(folder, chosen),
  );
  if (slipped === null) return 1;
  console.log(`${chosen.length - slipped} of ${chosen.length} mutants caught`);
  return slipped === 0 ? 0 : 1;
}

process.exitCode = await main();
