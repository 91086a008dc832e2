// A turn that is begun once more is open again for whoever starts next, and is answered once.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { redoStory } from '../../support/scenarios/redo-story.ts';

describe('crash at every effect, with a turn that is redone', () => {
  it('answers it once (ruling-44)', async () => {
    await expectNoViolation('a', redoStory());
  });
});

describe('what that exploration rests on', () => {
  it('gives the turn up, begins it once more in its old place and answers it', async () => {
    const { installation, violations } = await runStory('a', redoStory(), null);
    expect(violations).toEqual([]);
    const first = installation.events('turn').filter(({ event }) => event.text === 'first');
    expect(first.map(({ event }) => event.state)).toEqual([
      'formed',
      'running',
      'running',
      'running',
      'failed',
      'formed',
      'running',
      'answered',
    ]);
  });
});
