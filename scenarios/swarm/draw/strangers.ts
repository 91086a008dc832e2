// People whom no list names: they are sent codes, and the operator lets them in or does not.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

const NAMES = ['ivan', 'judy', 'mallory', 'niaj', 'olivia'] as const;
const MINUTE_MS = 60_000;

/** In few worlds people have to pair, in most of their configurations. */
export function createStrangers(dice: Dice, { cast }: World): Addition {
  if (!dice.chance(0.06)) return {};
  const names = NAMES.slice(0, dice.whole(1, NAMES.length));
  const people = Object.fromEntries(
    names.map((name, index) => [
      name,
      [dice.chance(0.8) ? `+1555000${9001 + index}` : `${name}@example.com`],
    ]),
  );
  const share = dice.pick([0.1, 0.2, 0.3]);
  const everybody = [...names, ...Object.keys(cast.people)];
  const deeds = createDeeds(dice, names, everybody);
  return {
    people,
    with(config) {
      if (dice.chance(0.15)) return config;
      const allowFrom = dice.some(Object.values(cast.people).flat(), 0.5);
      return withChannelKeys(config, { dmPolicy: 'pairing', allowFrom });
    },
    next: (isRunning) => (dice.chance(share) ? deeds(isRunning) : []),
  };
}

function createDeeds(dice: Dice, names: readonly string[], everybody: readonly string[]) {
  let said = 0;
  const asks = (name = dice.pick(names)): DrawnStep => {
    said += 1;
    const text = dice.pick(['May I ask', 'Hello', 'trouble']);
    const form = dice.weighted<object>([
      [8, {}],
      [1, { as: 'photo' }],
      [1, { times: 3, every: '400ms' }],
      [0.5, { sentAgo: dice.duration(1_000, 60 * MINUTE_MS) }],
    ]);
    return {
      [name]: {
        sends: `${text}, stranger ${said} {n}`.replace(' {n}', 'times' in form ? ' {n}' : ''),
        ...form,
      },
    };
  };
  const decides = (): object => {
    const name = dice.chance(0.8) ? dice.pick(names) : dice.pick(everybody);
    if (dice.chance(0.25)) return { denies: name };
    return { approves: name, ...(dice.chance(0.4) && { notifies: true }) };
  };
  const crash = (): DrawnStep[] => [
    { gateway: 'crash' },
    { wait: dice.duration(100, 30_000) },
    { gateway: 'start' },
  ];
  /** Before the gateway has said that it is done. */
  const unheard = (): DrawnStep[] => [
    { operator: { ...decides(), waits: false } },
    { wait: `${dice.whole(1, 6)}ms` },
    ...crash(),
  ];
  const challenged = (): DrawnStep[] => [asks(), { wait: `${500 + dice.whole(0, 60)}ms` }, ...crash()];
  /** More of them than may wait at a time. */
  const flood = (): DrawnStep[] => names.map((name) => asks(name));
  const pairs = (): DrawnStep[] => {
    const name = dice.pick(names);
    const pause = () => ({ wait: dice.duration(1_000, 70 * MINUTE_MS) });
    return [asks(name), pause(), { operator: { approves: name } }, pause(), asks(name)];
  };
  return (isRunning: boolean) =>
    dice.weighted<() => DrawnStep[]>([
      [6, () => [asks()]],
      [3, () => [{ operator: decides() }]],
      [2, pairs],
      [1, flood],
      [isRunning ? 1 : 0, unheard],
      [isRunning ? 1 : 0, challenged],
    ])();
}
