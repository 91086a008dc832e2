// Events are committed with the rows that they are of, and with the turn that is told of them: no crash loses or doubles one.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { TAPPED } from '../../support/scenarios/stories.ts';

describe('crash at every effect, with reactions', () => {
  it('tells a turn of each once, and in order (TAP-1)', async () => {
    await expectNoViolation('a', TAPPED);
  });
});

describe('what that exploration rests on', () => {
  it('tells of what came before a turn with it, and of what came later with the next one', async () => {
    const { installation, violations } = await runStory('a', TAPPED, null);
    expect(violations).toEqual([]);
    const told = installation.ledger.agentCalls.map(({ turn }) => [turn.text, turn.events?.length ?? 0]);
    expect(told).toEqual([
      ['hello', 0],
      ['other', 0],
      ['again', 2],
      ['last', 1],
    ]);
    expect(installation.events('systemEvent')).toHaveLength(3);
  });

  it('notices an event that no turn was told of', async () => {
    const { violations } = await runStory('a', { ...TAPPED, events: TAPPED.events!.slice(1) }, null);
    expect(violations).toEqual([expect.stringContaining('of 3 reactions turns were told')]);
  });
});
