// `npm run fuzz -- [TARGET…] [--minutes M | --runs N] [--seed S] [--run K]`: gives the readers of foreign bytes wrong
// ones. All targets where none is named, one after the other; `--run` tries one input alone.

import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { printable, printableJson } from '../../scenarios/observe/printable.ts';
import { entryOf } from './corpus.ts';
import { type Failure, play } from './play.ts';
import { TARGETS } from './targets.ts';
import { startWatchdog } from './watchdog.ts';

const SHOWN_LENGTH_MAX = 4_000;
const EXIT_USAGE = 64;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    run: { type: 'string' },
  },
});
const names = TARGETS.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
const wrong = [values.minutes, values.runs, values.run].filter(
  (text) => text !== undefined && !(Number(text) >= 0),
);
if (unknown.length + wrong.length > 0) {
  console.error(`Not known: ${[...unknown, ...wrong].join(', ')}. Targets: ${names.join(', ')}.`);
  process.exit(EXIT_USAGE);
}

const { seed } = values;
const chosen = TARGETS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const watchdog = startWatchdog();
console.log(`fuzz --seed ${seed}`);
let failed = 0;
for (const target of chosen) {
  const beganMs = performance.now();
  const { tried, failures } = await play({
    target,
    seed,
    ...(values.run !== undefined && { firstRun: Number(values.run) }),
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
  if (values.run !== undefined) return (tried) => tried < 1;
  if (values.runs !== undefined) return (tried) => tried < Number(values.runs);
  const untilMs =
    performance.now() + (Number(values.minutes ?? 1) * 60_000) / (values.minutes ? chosen.length : 1);
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
