// The command line of `npm run kills`.

import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

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

type Wish =
  | { readonly does: 'help' }
  | { readonly does: 'refuse'; readonly why: string }
  | { readonly does: 'run'; readonly options: KillsOptions };

const OPTIONS = {
  kills: { type: 'string', default: String(KILLS) },
  homes: { type: 'string', default: String(HOMES) },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What the words after the program's name ask for. */
export function wishOf(args: readonly string[]): Wish {
  let values: ReturnType<typeof parsedValues>;
  try {
    values = parsedValues(args);
  } catch (error) {
    return { does: 'refuse', why: (error as Error).message };
  }
  const { kills, homes, seed = randomBytes(4).toString('hex'), help } = values;
  if (help) return { does: 'help' };
  for (const [name, text] of Object.entries({ kills, homes })) {
    if (!/^[1-9]\d{0,5}$/.test(text))
      return { does: 'refuse', why: `--${name} ${JSON.stringify(text)}: give a whole number from 1 on.` };
  }
  return { does: 'run', options: { kills: Number(kills), homes: Number(homes), seed } };
}

function parsedValues(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS }).values;
}
