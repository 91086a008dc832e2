// What hardly ever comes together by chance: answers that come back, an owner who is quicker than the agent, a message twice.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

interface Spell {
  /** What of the channel it needs. */
  readonly keys: object;
  steps(dice: Dice, world: World, count: number): DrawnStep[];
}

/** Five answers that came back within a minute, and what somebody says then (ECH-9). */
const LOOP: Spell = {
  keys: {},
  steps(dice, { cast }, count) {
    const name = dice.pick(Object.keys(cast.people));
    const times = dice.whole(4, 7);
    return [
      {
        [name]: {
          sends: `<think>of ${count}</think> Back again {n}`,
          times,
          every: dice.duration(500, 6_000),
        },
      },
      { wait: dice.duration(10_000, 60_000) },
      { [name]: { sends: `Are you there? ${count}` } },
    ];
  },
};

/** What waits behind a turn when the owner speaks is not begun (ruling-33). */
const OWNER: Spell = {
  keys: { handoff: { quietMs: 20 * 60_000 } },
  steps(dice, { cast, answeredInMs }, count) {
    const name = dice.pick(Object.keys(cast.people));
    return [
      { [name]: { sends: `First of two ${count}` } },
      { wait: dice.duration(600, 1_500) },
      { [name]: { sends: `Second of two ${count}` } },
      { wait: dice.duration(100, 1_000 + answeredInMs) },
      { owner: { sends: `I take it from here ${count}`, to: name } },
    ];
  },
};

/** The same under another GUID (ruling-23). */
const TWICE: Spell = {
  keys: {},
  steps(dice, { cast }, count) {
    const from = dice.pick(Object.keys(cast.people));
    const row = { mac: { row: { from, text: `Told twice ${count}`, sentMs: '30s ago' } } };
    return [row, row];
  },
};

const SPELLS = { loop: LOOP, owner: OWNER, twice: TWICE };

/** In few worlds one of them. */
export function createSpells(dice: Dice, world: World): Addition {
  if (!dice.chance(0.012)) return {};
  const { keys, steps } = SPELLS[dice.pick(['loop', 'owner', 'twice'] as const)];
  const share = dice.pick([0.05, 0.15]);
  let count = 0;
  return {
    with: (config) => (Object.keys(keys).length === 0 ? config : withChannelKeys(config, keys)),
    next(isRunning) {
      if (!isRunning || !dice.chance(share)) return [];
      count += 1;
      return steps(dice, world, count);
    },
  };
}
