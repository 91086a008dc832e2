// The owner's own words are committed with their row: wherever the gateway dies the agent is as quiet as before.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { OWNER_SPEAKS } from '../../support/scenarios/owner-story.ts';

describe('crash at every effect, with an owner who steps in', () => {
  it('leaves the conversation to the owner, and answers what they ask (ruling-33)', async () => {
    await expectNoViolation('a', OWNER_SPEAKS);
  });

  it('which without a crash is three turns, and two rows that are left to the owner', async () => {
    const { installation, violations } = await runStory('a', OWNER_SPEAKS, null);
    expect(violations).toEqual([]);
    expect(installation.ledger.agentCalls.map(({ turn }) => turn.text)).toEqual([
      'hello',
      'claw, a word',
      'and again',
    ]);
    const reasons = installation.events('row').map(({ event }) => event.reason);
    expect(reasons).toContain('the owner speaks there');
    const [settled] = installation.events('settled');
    expect(settled!.event.reason).toBe('the owner spoke before it was begun');
  });
});
