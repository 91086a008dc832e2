import { describe, it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { DOWN_AND_FLUSHED, SPLIT_SENDS } from '../../support/scenarios/stories.ts';

describe('crash at every effect, where commands wait for their links', () => {
  it.each(['a', 'b'])(
    'keeps commands with their links or apart, and answers each once, seed %s',
    async (seed) => {
      await expectNoViolation(seed, SPLIT_SENDS);
    },
  );

  it.each(['a', 'b'])(
    'answers what was missed and not what was flushed, seed %s (invariant-2, invariant-10)',
    async (seed) => {
      await expectNoViolation(seed, DOWN_AND_FLUSHED);
    },
  );
});
