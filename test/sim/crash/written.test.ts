// Answers that leave while they are written: each piece is durable before it leaves, and no crash runs the turn again after the
// first.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { WRITTEN } from '../../support/scenarios/written-stories.ts';

describe('crash at every effect, with an answer that is written', () => {
  it('sends each piece at most once, in order, also where sends go wrong (CFG-23)', async () => {
    await expectNoViolation('a', WRITTEN);
  });

  it('without a crash says all of it, and nothing that is for nobody', async () => {
    const { installation, violations } = await runStory('a', WRITTEN, null);
    expect(violations).toEqual([]);
    const ends = new Map<string, string>();
    for (const { event } of installation.events('part')) ends.set(event.text, event.state);
    expect(Object.fromEntries(ends)).toEqual({
      'One.': 'sent',
      'Three is so.': 'sent',
      'Four.': 'sent',
      'Five.': 'unknown',
    });
  });
});
