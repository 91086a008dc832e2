// A request, the message that asks and what it comes to are each durable in one commit: no crash asks for nothing, and none
// decides twice.

import { expect, it } from 'vitest';
import { eventsOf } from '../../../scenarios/observe/ledger.ts';
import { type CrashRun, runStory } from '../../../scenarios/sim/crash.ts';
import { APPROVED } from '../../support/scenarios/approval-story.ts';
import { describeFailure } from '../../support/scenarios/crash-points.ts';

/** How requests have ended, as far as that was told; where a gateway may have told of it already, what it comes to once more. */
const endsOf = ({ installation }: CrashRun) => {
  const ends = eventsOf(installation.ledger, 'approval').filter(({ state }) => state !== 'pending');
  return ends.flatMap(({ isLate, state }, index) => (isLate && index > 0 ? [] : [state]));
};

it('crash at every effect: a request is decided once, by its tapback alone, and that is told (APR-11, APR-14, invariant-35)', async () => {
  let decided = 0;
  let count = 0;
  for (let isReached = true; isReached; ) {
    count += 1;
    for (const when of ['before', 'after'] as const) {
      const run = await runStory('a', APPROVED, { count, when });
      isReached = run.wasReached;
      if (run.violations.length > 0) expect(describeFailure(run)).toBe('');
      const ends = endsOf(run);
      expect([[], ['allow-once']]).toContainEqual(ends);
      decided += ends.length;
    }
  }
  expect(count).toBeGreaterThan(40);
  // Whatever is committed is told, by the next gateway if need be. Where one dies in the call that sends it, nobody is asked.
  expect(2 * count - decided).toBeLessThanOrEqual(2);
});

it('in that story somebody is asked, and allows it', async () => {
  const { installation, violations } = await runStory('a', APPROVED, null);
  expect(violations).toEqual([]);
  const told = installation.ledger.events.flatMap(({ name, event }) =>
    name === 'approval' ? [event.state] : [],
  );
  expect(told).toEqual(['pending', 'allow-once']);
});
