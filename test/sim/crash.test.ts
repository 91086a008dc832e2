// The whole line, with the gateway dying at every single interaction with its world: each commit (absent, or
// applied without its answer), each write to a child, each chunk from one, each call of the agent.

import { afterAll, describe, expect, it } from 'vitest';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { openSqliteCore } from '../../engine/store/sqlite/core.ts';
import { type CrashRun, exploreCrashes, runStory, type Story } from '../../scenarios/sim/crash.ts';
import { inspect } from '../../scenarios/sim/inspect.ts';
import {
  ALICE,
  DOWN_AND_FLUSHED,
  LONG_REPLIES,
  ONE_MESSAGE,
  SPLIT_SENDS,
  TWO_LANES,
} from '../support/stories.ts';
import { createTempFolder } from '../support/temp-folder.ts';

function describeFailure({ point, kind, violations, house }: CrashRun): string {
  const where = `crash ${point?.when} effect ${point?.count} (${kind})`;
  return [where, ...violations, '', ...house.world.lines.slice(-80)].join('\n');
}

async function expectNoViolation(seed: string, story: Story): Promise<void> {
  const { points, byKind, unknownRuns, failures } = await exploreCrashes(seed, story);
  const kinds = Object.entries(byKind).map(([kind, count]) => `${count} ${kind}`);
  console.log(
    `${story.name}, seed ${seed}: ${points} crash points (${kinds.join(', ')}), ${unknownRuns} ended unknown`,
  );
  expect(failures.map(describeFailure)).toEqual([]);
  expect(points).toBeGreaterThan(40);
}

describe('crash at every effect', () => {
  it.each(['a', 'b', 'c'])('answers one message once or reports it, seed %s', async (seed) => {
    await expectNoViolation(seed, ONE_MESSAGE);
  });

  it.each(['a', 'b'])('keeps two conversations apart and in order, seed %s', async (seed) => {
    await expectNoViolation(seed, TWO_LANES);
  });

  it.each(['a', 'b'])('sends every part of a reply at most once, seed %s', async (seed) => {
    await expectNoViolation(seed, LONG_REPLIES);
  });
});

describe('crash at every effect, with coalescing', () => {
  it.each(['a', 'b'])(
    'keeps commands with their links or apart, and answers each once, seed %s',
    async (seed) => {
      await expectNoViolation(seed, SPLIT_SENDS);
    },
  );

  it.each(['a', 'b'])('answers what was missed and not what was flushed, seed %s', async (seed) => {
    await expectNoViolation(seed, DOWN_AND_FLUSHED);
  });
});

describe('crash at every effect, on SQLite', () => {
  const folder = createTempFolder();
  afterAll(folder.remove);

  it('answers one message once or reports it', async () => {
    let files = 0;
    const failures: string[] = [];
    for (let count = 1, isReached = true; isReached; count += 1) {
      for (const when of ['before', 'after'] as const) {
        files += 1;
        const core = openSqliteCore(`${folder.path}/${files}.db`);
        const run = await runStory('a', { ...ONE_MESSAGE, house: { core } }, { count, when });
        core.close();
        if (run.violations.length > 0) failures.push(describeFailure(run));
        isReached = run.wasReached;
      }
    }
    console.log(`one message on SQLite: ${files - 2} crash points`);
    expect(failures).toEqual([]);
  });
});

describe('what the exploration rests on', () => {
  it('finds nothing to complain of in a run without a crash, and every reply was sent', async () => {
    const core = createMemoryCore();
    const run = await runStory('a', { ...TWO_LANES, house: { core } }, null);
    expect(run.violations).toEqual([]);
    const journal = inspect(core, 'local:/sim/chat.db')!;
    expect(journal.counts.fates).toMatchObject({ dispatched: 5, echo: 5 });
    expect(journal.parts.map((part) => part.state)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
  });

  it('notices a reply that was sent twice', async () => {
    const story: Story = {
      ...ONE_MESSAGE,
      plan(house) {
        ONE_MESSAGE.plan(house);
        house.device.schedule({ kind: 'script-send', to: ALICE, text: 'You said: hello' }, { inMs: 3_000 });
      },
    };
    const run = await runStory('a', story, null);
    expect(run.violations).toEqual(['sent 2 times, asked 1 times: You said: hello']);
  });
});
