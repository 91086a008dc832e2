import { expect, test } from 'vitest';
import { createStreams } from '../../../../scenarios/sim/random.ts';
import { createDice } from '../../../../scenarios/swarm/draw/dice.ts';
import {
  drawNeverTold,
  drawRarity,
  RARITIES,
  type Rarity,
} from '../../../../scenarios/swarm/draw/rarities.ts';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { play } from '../../../../scenarios/swarm/play.ts';

/** What each is drawn for. */
const MARKS: Readonly<Record<Rarity, readonly string[]>> = {
  'a note to oneself comes back': ['fate echo: self-chat echo'],
  'a note to oneself over a restart': ['fate echo: self-chat echo', 'event self-text'],
  'a preview is folded': ['fate merged: preview folded into its text'],
  'imsg is gone when a part is to be sent': ['part queued'],
  'answers in another form': ['error rpc_unexpected', 'error imsg_not_running'],
  'many unknown sends where a history takes seconds': ['fault slow-history', 'part reconciled'],
  'what is done without words': [
    'event sticker',
    'event sticker-on',
    'event chat-background',
    'event name-photo',
    'event own-scheduled',
    'event own-scheduled-cancel',
  ],
  'the preview of a link comes when it is asked for again': ['settled preview_late'],
  'a message is taken back as it waits': ['turn withdrawn: taken_back'],
};

/** Where not every imsg comes to it. */
const ON_BUILDS: Partial<Record<Rarity, string>> = {
  'many unknown sends where a history takes seconds': '0.11.1',
  'the preview of a link comes when it is asked for again': '0.13.4',
};

const NAMES = Object.keys(RARITIES) as Rarity[];
const diceOf = (seed: string) => createDice(createStreams(seed)('rarity'));

test.for(NAMES)('in a plain world it comes to pass: %s', async (name) => {
  const build = ON_BUILDS[name];
  const isAnsweredSlowly = name === 'a message is taken back as it waits';
  const world = { name: 'alice', answeredInMs: isAnsweredSlowly ? 10_000 : 0, build };
  const drawn: Drawn = {
    about: 'rare',
    drivers: ['sim'],
    seed: 'rare',
    ...(build && { device: { build } }),
    ...(isAnsweredSlowly && { agent: { latency: '10s' } }),
    people: { alice: '+15550001111' },
    steps: [
      { alice: { sends: 'hello' } },
      { wait: '1m' },
      ...RARITIES[name](diceOf('rare'), world),
      { wait: '1h' },
    ],
  };
  const { marks, violations } = await play(drawn);
  expect(MARKS[name].filter((mark) => marks[mark] === undefined)).toEqual([]);
  expect(violations.filter(({ kind }) => kind === null)).toEqual([]);
});

test('two thousand seeds draw each of them several times', () => {
  const counts = new Map<Rarity | null, number>();
  for (let index = 0; index < 2_000; index += 1) {
    // One world in five has an old build, and one in three an agent that takes its time.
    const world = {
      build: index % 5 === 0 ? '0.11.1' : undefined,
      answeredInMs: index % 3 === 0 ? 5_000 : 0,
    };
    const drawn = drawRarity(diceOf(`rarity-${index}`), world);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  for (const name of NAMES) expect(counts.get(name)).toBeGreaterThan(5);
  expect(counts.get(null)).toBeGreaterThan(1_800);
});

test.for(['0.9.0', '0.13.4'])(
  'where imsg %s is asked by a watch a row comes to pass that it never tells',
  async (build) => {
    const rare = Array.from({ length: 200 }, (_, index) =>
      drawNeverTold(diceOf(`${index}`), build, { name: 'alice' }),
    );
    const steps = rare.find(({ length }) => length > 0)!;
    const { marks, violations } = await play({
      about: 'rare',
      drivers: ['sim'],
      seed: 'rare',
      device: { build },
      people: { alice: '+15550001111' },
      steps: [{ alice: { sends: 'hello' } }, { wait: '1m' }, ...steps, { wait: '1h' }],
    });
    expect(marks['fate dead: imsg never told it']).toBeGreaterThan(0);
    expect(violations.filter(({ kind }) => kind === null)).toEqual([]);
    expect(drawNeverTold(diceOf('0'), '0.14.1', { name: 'alice' })).toEqual([]);
  },
);
