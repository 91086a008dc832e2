// The whole line, with the gateway dying at every single interaction with its world: each commit (absent, or
// applied without its answer), each write to a child, each chunk from one, each call of the agent.

import { describe, it } from 'vitest';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { AS_SMS } from '../../support/scenarios/sms-story.ts';
import {
  FAILED_AFTERWARDS,
  LONG_REPLIES,
  ONE_MESSAGE,
  ONE_SESSION,
  PERMISSION_AWAY,
  REFUSED_AT_FIRST,
  TWO_LANES,
  TWO_LINES,
} from '../../support/scenarios/stories.ts';

describe('crash at every effect', () => {
  it.each(['a', 'b'])(
    'answers one message once or reports it, seed %s (invariant-1, OUT-16, ECH-6)',
    async (seed) => {
      await expectNoViolation(seed, ONE_MESSAGE);
    },
  );

  it('keeps two conversations apart and in order', async () => {
    await expectNoViolation('a', TWO_LANES);
  });

  it('gives each line of a Mac to its account, and what both have sent to neither (ruling-19)', async () => {
    await expectNoViolation('a', TWO_LINES);
  });

  it('asks an agent that keeps a session one turn of it at a time', async () => {
    await expectNoViolation('a', ONE_SESSION);
  });

  it('tells once of what failed after it left, and counts nothing as sent without its row (S1, S7)', async () => {
    await expectNoViolation('a', FAILED_AFTERWARDS);
  });

  it('sends what failed after it left once more as SMS, each at most once (OUT-21)', async () => {
    await expectNoViolation('a', AS_SMS);
  });

  it.each([REFUSED_AT_FIRST, PERMISSION_AWAY])(
    'tries again what was refused, once: $name (S5, ruling-26)',
    async (story) => {
      await expectNoViolation('a', story);
    },
  );

  it('sends every part of a reply at most once (invariant-39)', async () => {
    await expectNoViolation('a', LONG_REPLIES);
  });
});
