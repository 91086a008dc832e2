import { describe, it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { MISSED_ROW } from '../../support/scenarios/stories.ts';

describe('crash at every effect, where a row is missed', () => {
  it('asks for it again and answers it once (ruling-27)', async () => {
    await expectNoViolation('a', MISSED_ROW);
  });
});
