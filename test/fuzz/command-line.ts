// The command line of `npm run fuzz`.

import { parseArgs } from 'node:util';
import { type NothingToDo, parsedOr, refused } from '../support/programs/usage.ts';
import { TARGET_NAMES } from './targets.ts';

export const USAGE = `Usage: npm run fuzz -- [TARGET…] [--minutes M | --runs N | --run K] [--seed S]

Gives the readers of foreign bytes wrong ones; all targets where none is named, one after the other.

  --minutes M  for so long, all targets together; without it one minute for each target
  --runs N     so many inputs for each target
  --run K      the input of that number alone
  --seed S     what the inputs are drawn from; default: a new one, printed
  --help

Targets: ${TARGET_NAMES.join(', ')}

Exit codes: 0 nothing found, 1 found something, 64 wrong usage.`;

interface FuzzOptions {
  /** Default: all of them. */
  readonly targets: readonly string[];
  /** For all targets together; default: one for each. */
  readonly minutes?: number;
  readonly runs?: number;
  /** One input alone. */
  readonly run?: number;
  readonly seed?: string;
}

type Wish = NothingToDo | { readonly does: 'fuzz'; readonly options: FuzzOptions };

const OPTIONS = {
  minutes: { type: 'string' },
  runs: { type: 'string' },
  run: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const WHOLE = /^\d{1,9}$/;
const NUMBER = /^\d{1,9}(\.\d+)?$/;

/** What the words after the program's name ask for. */
export function wishOf(args: readonly string[]): Wish {
  const parsed = parsedOr(() => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  if ('why' in parsed) return parsed;
  const { values, positionals } = parsed;
  const { minutes, runs, run, seed, help } = values;
  if (help) return { does: 'help' };
  const why = [
    ...positionals
      .filter((name) => !TARGET_NAMES.includes(name))
      .map((name) => `There is no target ${name}.`),
    ...wrongNumber('minutes', minutes, NUMBER, 'a number, such as 0.5'),
    ...wrongNumber('runs', runs, WHOLE, 'a whole number'),
    ...wrongNumber('run', run, WHOLE, 'a whole number'),
    ...([minutes, runs, run].filter((end) => end !== undefined).length > 1
      ? ['Give one of --minutes, --runs and --run.']
      : []),
  ];
  if (why.length > 0) return refused(why.join('\n'));
  return {
    does: 'fuzz',
    options: {
      targets: positionals.length === 0 ? TARGET_NAMES : positionals,
      ...(minutes !== undefined && { minutes: Number(minutes) }),
      ...(runs !== undefined && { runs: Number(runs) }),
      ...(run !== undefined && { run: Number(run) }),
      ...(seed !== undefined && { seed }),
    },
  };
}

function wrongNumber(name: string, text: string | undefined, form: RegExp, wanted: string): string[] {
  return text === undefined || form.test(text)
    ? []
    : [`--${name} ${JSON.stringify(text)}: give ${wanted} from 0 on.`];
}
