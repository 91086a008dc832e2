// What a group said is told with its next mention, once, wherever the gateway dies.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { TALK } from '../../support/scenarios/talk-story.ts';

describe('crash at every effect, with talk that mentions nobody', () => {
  it('tells of each message once, with the mention after it (HIS-5)', async () => {
    await expectNoViolation('a', TALK);
  });

  it('leaves what was told to no later turn', async () => {
    const { installation, violations } = await runStory('a', TALK, null);
    expect(violations).toEqual([]);
    expect(installation.ledger.agentCalls.map(({ turn }) => turn.context?.map(({ text }) => text))).toEqual([
      ['dinner?', 'fine'],
      ['or lunch'],
    ]);
  });
});
