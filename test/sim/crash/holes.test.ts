import { describe, it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { MISSED_ROW } from '../../support/scenarios/stories.ts';

describe('crash at every effect, where a row is missed', () => {
  it.each(['a', 'b'])('asks for it again and answers it once, seed %s (ruling-27)', async (seed) => {
    await expectNoViolation(seed, MISSED_ROW);
  });
});
