import { describe, it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { DOWN_AND_FLUSHED, SPLIT_SENDS } from '../../support/scenarios/stories.ts';

describe('crash at every effect, where commands wait for their links', () => {
  it('keeps commands with their links or apart, and answers each once', async () => {
    await expectNoViolation('a', SPLIT_SENDS);
  });

  it('answers what was missed and not what was flushed (invariant-2, invariant-10)', async () => {
    await expectNoViolation('a', DOWN_AND_FLUSHED);
  });
});
