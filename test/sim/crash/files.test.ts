// Files that are copied, converted and heard before the agent is asked, with a gateway that dies over them.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { createMediaStory } from '../../support/scenarios/media-story.ts';

describe('crash at every effect, with files', () => {
  it('gives the agent whole files and what was said in them (ATT-14, ATT-15, ATT-16)', async () => {
    await expectNoViolation('a', createMediaStory());
  });

  it('rests on files that are copied, converted and heard', async () => {
    const { installation, violations } = await runStory('a', createMediaStory(), null);
    expect(violations).toEqual([]);
    const lines = installation.world.lines();
    const effects = ['rename', 'sips', 'whisper'].map((what) => lines.some((line) => line.includes(what)));
    expect(effects).toEqual([true, true, true]);
    const names = installation.ledger.agentCalls.flatMap(({ turn }) =>
      turn.attachments.map(({ name }) => name),
    );
    expect(names.toSorted()).toEqual(['Audio Message.caf', 'IMG_0001.jpg']);
  });
});
