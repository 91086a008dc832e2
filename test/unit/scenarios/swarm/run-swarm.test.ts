// The swarm over processes of the test's own.

import { expect, test } from 'vitest';
import { drawScenario } from '../../../../scenarios/swarm/draw/draw.ts';
import type { Job } from '../../../../scenarios/swarm/job.ts';
import type { Played } from '../../../../scenarios/swarm/play.ts';
import { runSwarm, shrinkSeeds } from '../../../../scenarios/swarm/swarm.ts';

const NO_ROWS = { must: 0, mustNot: 0, either: {} };

const playedOf = (seed: string): Played => ({
  seed,
  simulatedMs: 1_000,
  violations: [],
  opinion: { undisturbed: NO_ROWS, disturbed: NO_ROWS },
  marks: {},
  crashes: 0,
  replies: 0,
});

/** Processes that break down at one seed, and take nothing from then on. */
function processesWeakAt(weak: string) {
  const state = { started: 0, ended: 0 };
  const start = (): Job => {
    state.started += 1;
    let isGone = false;
    return {
      async run({ does, seed }) {
        isGone ||= seed === weak;
        if (isGone) throw new Error('it broke down');
        return does === 'shrink'
          ? { did: 'shrink', drawn: drawScenario(seed), played: playedOf(seed) }
          : { did: 'play', played: playedOf(seed), cpuMs: 1 };
      },
      end() {
        state.ended += 1;
      },
    };
  };
  return { state, start };
}

test('a seed that breaks its process down counts as failed, and the others are played', async () => {
  const seeds = ['a-1', 'a-2', 'a-3'];
  const broken: string[] = [];
  const { state, start } = processesWeakAt('a-2');
  const tally = await runSwarm({
    nextSeed: () => seeds.shift() ?? null,
    jobs: 1,
    start,
    onBroken: (seed, why) => broken.push(`${seed}: ${why}`),
  });
  expect(tally).toMatchObject({ seeds: 3, simulatedMs: 2_000, failed: ['a-2'] });
  expect(broken).toEqual(['a-2: it broke down']);
  expect(state).toEqual({ started: 2, ended: 1 });
});

test('a seed that cannot be made small is named, and the others are made small', async () => {
  const shrunk: string[] = [];
  const broken: string[] = [];
  await shrinkSeeds(['a-1', 'a-2', 'a-3'], {
    jobs: 2,
    start: processesWeakAt('a-1').start,
    onShrunk: ({ seed }) => shrunk.push(seed),
    onBroken: (seed) => broken.push(seed),
  });
  expect({ shrunk: shrunk.sort(), broken }).toEqual({ shrunk: ['a-2', 'a-3'], broken: ['a-1'] });
});
