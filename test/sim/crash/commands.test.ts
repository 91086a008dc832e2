// What people tell the gateway is durable with its row: no crash answers it twice, forgets it or brings back what it stopped.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { COMMANDED, COMMANDED_IN_A_WINDOW } from '../../support/scenarios/command-stories.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

describe('crash at every effect, with commands', () => {
  it('answers each once, and runs nothing again that was stopped (ACC-60)', async () => {
    await expectNoViolation('a', COMMANDED);
  });

  it('does so where they wait for their window (COA-4)', async () => {
    await expectNoViolation('a', COMMANDED_IN_A_WINDOW);
  });
});

describe('what that exploration rests on', () => {
  it('interrupts one turn, withdraws another and begins the session anew', async () => {
    const { installation, violations } = await runStory('a', COMMANDED, null);
    expect(violations).toEqual([]);
    const turns = installation.events('turn').map(({ event }) => event);
    const ends = turns.filter(({ code }) => code !== null);
    expect(ends.map(({ text, state }) => [text, state])).toEqual([
      ['slow', 'interrupted'],
      ['behind it', 'withdrawn'],
    ]);
    const ids = installation.ledger.agentCalls.map(({ turn }) => [turn.text, turn.session.id]);
    expect(ids).toEqual([
      ['hello', 'agent:main:main#1'],
      ['slow', 'agent:main:main#1'],
      ['after', 'agent:main:main#2'],
    ]);
  });
});
