// What an agent does besides answering: each is durable before it is done, and done at most once, whenever the gateway dies.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { ACTING } from '../../support/scenarios/acting.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

describe('crash at every effect, with an agent that acts', () => {
  it('puts each tapback and says each reply at most once, and calls neither done without its row', async () => {
    await expectNoViolation('a', ACTING);
  });
});

it('without a crash everything is done once', async () => {
  const { installation, violations } = await runStory('a', ACTING, null);
  expect(violations).toEqual([]);
  const ends = installation.events('part').filter(({ event }) => event.state === 'sent');
  expect(ends.map(({ event }) => event.name).toSorted()).toEqual([
    'react',
    'react',
    'reply',
    'reply',
    'reply',
    'reply',
  ]);
});
