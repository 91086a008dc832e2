// What is over a budget waits in the journal: a gateway that dies at any single effect forgets nothing that has left.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { PACED } from '../../support/scenarios/pace-story.ts';

describe('crash at every effect', () => {
  it('keeps to the budgets of both over a crash, and sends all that waited, once (OUT-20)', async () => {
    const { installation } = await runStory('a', PACED, null);
    expect(installation.device.sent()).toHaveLength(9);
    await expectNoViolation('a', PACED);
  });
});
