// What was edited before its turn is handed over as it says by then, and the same way at each further try; what was taken
// back is answered by nobody.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { correctionStory } from '../../support/scenarios/correction-story.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

describe('crash at every effect, with messages that are corrected and taken back', () => {
  it('fixes what they say once (ruling-32)', async () => {
    await expectNoViolation('a', correctionStory());
  });
});

describe('what that exploration rests on', () => {
  it('hands the second over twice as it was fixed, and the third never', async () => {
    const { installation, violations } = await runStory('a', correctionStory(), null);
    expect(violations).toEqual([]);
    const asked = installation.ledger.agentCalls.map(({ turn }) => turn.text);
    expect(asked).toEqual(['hold on', 'keep it', 'keep it']);
    const ended = installation
      .events('turn')
      .flatMap(({ event }) => (event.state === 'withdrawn' ? [event.code] : []));
    expect(ended).toEqual(['taken_back']);
  });
});
