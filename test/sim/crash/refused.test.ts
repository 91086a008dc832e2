// Replies that are refused, come late or look like somebody else's, a bridge that fails under them, and what an agent does amid
// its turn that is refused or may have been done.

import { describe, expect, it } from 'vitest';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import {
  ACTIONS_GO_WRONG,
  REPLIES_BY_BRIDGE,
  REPLIES_BY_SCRIPT,
} from '../../support/scenarios/refused-stories.ts';

describe('crash at every effect, with sends that go wrong', () => {
  it.each([REPLIES_BY_SCRIPT, REPLIES_BY_BRIDGE, ACTIONS_GO_WRONG])(
    'sends each at most once, and calls none sent without its row: $name',
    async (story) => {
      await expectNoViolation('a', story);
    },
  );
});

describe('what that exploration rests on', () => {
  const statesOf = async (story: Story) => {
    const { installation, violations } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    const states = new Map<string, string[]>();
    for (const { event } of installation.events('part'))
      states.set(event.text, [...(states.get(event.text) ?? []), event.state]);
    const reasons = installation.events('part').map(({ event }) => event.reason);
    return { states: Object.fromEntries(states), reasons: reasons.join('\n') };
  };
  const AGAIN = ['sending', 'queued', 'sending', 'sent'];
  const AT_ONCE = ['sending', 'sent'];

  it('tries again what was refused, and nothing else', async () => {
    const { states, reasons } = await statesOf(REPLIES_BY_SCRIPT);
    expect(states).toEqual({ nowhere: AGAIN, late: AT_ONCE, flips: AT_ONCE });
    expect(reasons).toContain('-1728');
    const acted = await statesOf(ACTIONS_GO_WRONG);
    expect(acted.states).toEqual({ refused: AGAIN, perhaps: AT_ONCE, done: AT_ONCE });
    expect(acted.reasons).toContain('-1743');
    expect(acted.reasons).toContain('may_have_completed');
  });

  it('waits for what the bridge leaves without an answer', async () => {
    const { installation } = await runStory('a', REPLIES_BY_BRIDGE, null);
    const tookMs = ['hello', 'again'].map((said) => {
      const [sending, sent] = installation.ledger.events.filter(
        ({ name, event }) => name === 'part' && event.text.endsWith(said),
      );
      return sent!.atMs - sending!.atMs;
    });
    expect(Math.min(...tookMs)).toBeGreaterThan(4_000);
  });
});
