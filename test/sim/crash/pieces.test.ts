// Answers that are said in pieces: each is durable before it leaves, and from the first on no crash runs the turn again.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { ABORTED, BROKEN_OFF, PIECES } from '../../support/scenarios/stories.ts';

describe('crash at every effect, with answers in pieces', () => {
  it('sends each piece at most once, in order, and tells of the rest', async () => {
    await expectNoViolation('a', PIECES);
  });

  it('asks an agent again that failed before its first piece, and not after it', async () => {
    await expectNoViolation('a', BROKEN_OFF);
  });

  it('takes back what waits of a turn that is aborted, and sends nothing of it later', async () => {
    await expectNoViolation('a', ABORTED);
  });
});

describe('without a crash', () => {
  const statesOf = async (story: typeof PIECES) => {
    const { installation, violations } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    const states = new Map<string, string[]>();
    for (const { event } of installation.events('turn'))
      states.set(event.turnId, [...(states.get(event.turnId) ?? []), event.state]);
    return { states: [...states.values()], sent: installation.device.sent().map(({ text }) => text) };
  };

  it('a turn is replying from its first piece to its answer', async () => {
    const { states, sent } = await statesOf(PIECES);
    expect(states).toEqual(Array(2).fill(['formed', 'running', 'replying', 'answered']));
    expect(sent).toHaveLength(8);
  });

  it('an aborted turn ends interrupted, and some of it never leaves', async () => {
    const { states, sent } = await statesOf(ABORTED);
    expect(states).toEqual(Array(2).fill(['formed', 'running', 'replying', 'interrupted']));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(6);
  });

  it('a turn whose agent fails on the way ends interrupted, and what was said goes out', async () => {
    const { states, sent } = await statesOf(BROKEN_OFF);
    expect(states).toEqual(Array(2).fill(['formed', 'running', 'running', 'replying', 'interrupted']));
    expect(sent.toSorted()).toEqual(['hello: as to that', 'hello: as to that', 'hello: well', 'hello: well']);
  });
});
