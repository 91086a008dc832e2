import { it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { PAIRING } from '../../support/scenarios/pairing-story.ts';

it('crash at every effect: a stranger is sent one code, and is answered once approved (PAIR-4, PAIR-9, PAIR-10)', async () => {
  await expectNoViolation('a', PAIRING);
});
