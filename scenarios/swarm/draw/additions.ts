import { createActing } from './acting.ts';
import type { Addition, World } from './addition.ts';
import { createApprovals } from './approvals.ts';
import { createBudgets } from './budgets.ts';
import { createCommands } from './commands.ts';
import { createConfiguring } from './configuring.ts';
import type { Dice } from './dice.ts';
import { createFiles } from './files.ts';
import { createHidden } from './hidden.ts';
import { createLooking } from './looking.ts';
import { createPersons } from './persons.ts';
import { createPolling } from './polling.ts';
import { createSpells } from './spells.ts';
import { createStrangers } from './strangers.ts';
import { createStreams } from './streams.ts';
import { createUndelivered } from './undelivered.ts';
import { createWays } from './ways.ts';

type Create = (dice: Dice, world: World) => Addition;

/** By the purpose of the chance that it is drawn from. */
const ADDITIONS = {
  strangers: createStrangers,
  commands: createCommands,
  persons: createPersons,
  files: createFiles,
  hidden: createHidden,
  acting: createActing,
  approvals: createApprovals,
  streams: createStreams,
  polling: createPolling,
  budgets: createBudgets,
  spells: createSpells,
  undelivered: createUndelivered,
  configuring: createConfiguring,
  looking: createLooking,
  ways: createWays,
} as const satisfies Readonly<Record<string, Create>>;

/** All of them as one. Those that a later one knows of come before it. */
export function drawAdditions(diceFor: (purpose: string) => Dice, world: World): Required<Addition> {
  const additions: Addition[] = [];
  let { people } = world.cast;
  for (const [purpose, create] of Object.entries<Create>(ADDITIONS)) {
    const addition = create(diceFor(purpose), { ...world, cast: { ...world.cast, people } });
    people = { ...people, ...addition.people };
    additions.push(addition);
  }
  return {
    people,
    device: (device) => additions.reduce((drawn, addition) => addition.device?.(drawn) ?? drawn, device),
    agent: (agent) => additions.reduce((drawn, addition) => addition.agent?.(drawn) ?? drawn, agent),
    with: (config) => additions.reduce((drawn, addition) => addition.with?.(drawn) ?? drawn, config),
    first: additions.flatMap(({ first = [] }) => first),
    next: (isRunning) => additions.flatMap((addition) => addition.next?.(isRunning) ?? []),
  };
}
