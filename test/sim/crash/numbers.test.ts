import { it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { NUMBER_OF_ANOTHER } from '../../support/scenarios/number-story.ts';

it('crash at every effect: what a number stood for outlives it, and what was confirmed (P3, ruling-22)', async () => {
  await expectNoViolation('a', NUMBER_OF_ANOTHER);
});
