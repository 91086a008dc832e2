// Breaks the product on purpose, one place at a time, and shows that the test that has to notice does; with `--swarm`,
// that the oracle does, in worlds that were not written for it. Works on a copy of the tree in a temporary folder. With
// `--known` nothing is broken on purpose: the oracle has to find faults that stand in the product.

import { showUsage } from '../support/programs/usage.ts';
import { USAGE, wishOf } from './command-line.ts';
import { withCopy } from './copy.ts';
import { slippedThroughOracle } from './known.ts';
import { MUTANTS } from './mutants.ts';
import { slippedThroughTests } from './noticed.ts';
import { slippedThroughSwarm } from './swarm.ts';

async function main(): Promise<number> {
  const wish = wishOf(process.argv.slice(2));
  if (wish.does === 'help' || wish.does === 'refuse') return showUsage(wish, USAGE);
  if (wish.does === 'known') return (await slippedThroughOracle(wish.kinds, wish.worlds)) === 0 ? 0 : 1;
  const chosen = MUTANTS.filter(({ name }) => wish.mutants.includes(name));
  const slipped = await withCopy((folder) =>
    wish.does === 'swarm'
      ? slippedThroughSwarm(folder, chosen, wish.worlds)
      : slippedThroughTests(folder, chosen),
  );
  if (slipped === null) return 1;
  console.log(`${chosen.length - slipped} of ${chosen.length} mutants caught`);
  return slipped === 0 ? 0 : 1;
}

process.exitCode = await main();
