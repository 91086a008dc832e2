// `npm run fuzz -- [TARGET…] [--minutes M | --runs N] [--seed S] [--run K]`: gives the readers of foreign bytes wrong
// ones. All targets where none is named, one after the other; `--run` tries one input alone.

import { randomBytes } from 'node:crypto';
import { printable, printableJson } from '../../scenarios/observe/printable.ts';
import { showUsage } from '../support/programs/usage.ts';
import { USAGE, wishOf } from './command-line.ts';
import { entryOf } from './corpus.ts';
import { type Failure, play } from './play.ts';
import { targetsOf } from './targets.ts';
import { startWatchdog } from './watchdog.ts';

const SHOWN_LENGTH_MAX = 4_000;

const wish = wishOf(process.argv.slice(2));
if (wish.does !== 'fuzz') process.exit(showUsage(wish, USAGE));

const { targets, minutes, runs, run: only, seed = randomBytes(4).toString('hex') } = wish.options;
const chosen = await targetsOf(targets);
const watchdog = startWatchdog();
console.log(`fuzz --seed ${seed}`);
let failed = 0;
for (const target of chosen) {
  const beganMs = performance.now();
  const { tried, failures } = await play({
    target,
    seed,
    ...(only !== undefined && { firstRun: only }),
    goesOn: goesOn(),
    onInput: (run) => watchdog.beat(`${target.name} ${run === null ? 'corpus' : replay(target.name, run)}`),
  });
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  console.log(`${failures.length === 0 ? '✓' : '✗'} ${target.name}: ${tried} inputs in ${seconds} s`);
  failures.forEach(tell);
  failed += failures.length;
}
await watchdog.stop();
process.exitCode = failed > 0 ? 1 : 0;

function goesOn(): (tried: number) => boolean {
  if (only !== undefined) return (tried) => tried < 1;
  if (runs !== undefined) return (tried) => tried < runs;
  const untilMs = performance.now() + (minutes === undefined ? 1 : minutes / chosen.length) * 60_000;
  return () => performance.now() < untilMs;
}

function replay(name: string, run: number): string {
  return `npm run fuzz -- ${name} --seed ${seed} --run ${run}`;
}

function tell({ target, run, text, input }: Failure): void {
  const entry = printableJson(entryOf(input));
  const shown =
    entry.length <= SHOWN_LENGTH_MAX ? entry : `${entry.slice(0, SHOWN_LENGTH_MAX)}… (${entry.length})`;
  for (const line of text.split('\n')) console.log(`  ${printable(line)}`);
  console.log(`  input, as small as it got: ${shown}`);
  console.log(`  ${run === null ? `from test/fuzz/corpus/${target}.json` : replay(target, run)}`);
}
