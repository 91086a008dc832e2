// An answer that becomes several messages, with the gateway dying at every single interaction with its world.

import { it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { SPOKEN } from '../../support/scenarios/spoken-stories.ts';

it('each message of an answer in markdown leaves once and in order, or is reported (OUT-4, OUT-10, OUT-19)', async () => {
  await expectNoViolation('a', SPOKEN);
});
