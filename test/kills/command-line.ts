// The command line of `npm run kills`.

import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type NothingToDo, parsedOr, refused } from '../support/programs/usage.ts';

const KILLS = 1_000;
/** Most of the time a gateway waits for its imsg to be started again, which costs nobody anything. */
const HOMES = 4;

export const USAGE = `Usage: npm run kills -- [--kills N] [--homes H] [--seed S]

Kills real gateways and their imsg with SIGKILL while people write to them, and shows that every message was answered
once, or that its answer was reported as unknown and did not leave.

  --kills N  how often, in all homes together; default: ${KILLS}
  --homes H  gateways side by side, each with a Mac and a store of its own; default: ${HOMES}
  --seed S   what whom to kill when is drawn from; default: a new one, printed
  --help

Exit codes: 0 nothing lost and nothing doubled, 1 otherwise, 64 wrong usage.`;

export interface KillsOptions {
  readonly kills: number;
  readonly homes: number;
  readonly seed: string;
}

type Wish = NothingToDo | { readonly does: 'run'; readonly options: KillsOptions };

const OPTIONS = {
  kills: { type: 'string', default: String(KILLS) },
  homes: { type: 'string', default: String(HOMES) },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What the words after the program's name ask for. */
export function wishOf(args: readonly string[]): Wish {
  const parsed = parsedOr(() => parseArgs({ args: [...args], options: OPTIONS }));
  if ('why' in parsed) return parsed;
  const { kills, homes, seed = randomBytes(4).toString('hex'), help } = parsed.values;
  if (help) return { does: 'help' };
  for (const [name, text] of Object.entries({ kills, homes })) {
    if (!/^[1-9]\d{0,5}$/.test(text))
      return refused(`--${name} ${JSON.stringify(text)}: give a whole number from 1 on.`);
  }
  return { does: 'run', options: { kills: Number(kills), homes: Number(homes), seed } };
}
