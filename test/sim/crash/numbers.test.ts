import { it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { NUMBER_OF_ANOTHER } from '../../support/scenarios/number-story.ts';

it.each(['a', 'b'])(
  'crash at every effect: what a number stood for outlives it, and what was confirmed, seed %s (P3, ruling-22)',
  async (seed) => {
    await expectNoViolation(seed, NUMBER_OF_ANOTHER);
  },
);
