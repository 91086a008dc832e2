// `npm run kills -- [--kills N] [--homes H] [--seed S]`: real gateways, killed over and over while people write.

import { showUsage } from '../support/programs/usage.ts';
import { USAGE, wishOf } from './command-line.ts';
import { createHome } from './home.ts';
import { reckon } from './reckoning.ts';
import { type Run, runHome } from './run.ts';
import { table } from './table.ts';

async function main(): Promise<number> {
  const wish = wishOf(process.argv.slice(2));
  if (wish.does !== 'run') return showUsage(wish, USAGE);
  const { kills, seed } = wish.options;
  const homes = Math.min(wish.options.homes, kills);
  console.log(`kills --kills ${kills} --homes ${homes} --seed ${seed}`);
  let count = 0;
  const onKill = () => {
    count += 1;
    if (count % 50 === 0) console.log(`  ${count} of ${kills}`);
  };
  const runs = await Promise.all(
    Array.from({ length: homes }, (_, index) => {
      const share = Math.floor(kills / homes) + (index < kills % homes ? 1 : 0);
      return runOne(`${seed}/${index + 1}`, share, onKill);
    }),
  );
  const results = runs.map((run) => ({ run, reckoning: reckon(run.facts) }));
  console.log(table(results));
  const violations = results.flatMap(({ reckoning }) => reckoning.violations);
  for (const violation of violations) console.log(`✗ ${violation}`);
  return violations.length === 0 ? 0 : 1;
}

/** What a run that broke down leaves is kept, to be looked at. */
async function runOne(seed: string, kills: number, onKill: () => void): Promise<Run> {
  const home = createHome();
  try {
    const run = await runHome(home, seed, kills, onKill);
    home.remove();
    return run;
  } catch (error) {
    throw new Error(`The run in ${home.stateDir} broke down.`, { cause: error });
  }
}

process.exitCode = await main();
