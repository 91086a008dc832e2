// What people tell the gateway is durable with its row: no crash answers it twice, forgets it or brings back what it stopped.

import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { COMMANDED, COMMANDED_IN_A_WINDOW, CONFIGURED } from '../../support/scenarios/command-stories.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

describe('crash at every effect, with commands', () => {
  it('answers each once, and runs nothing again that was stopped (ACC-60)', async () => {
    await expectNoViolation('a', COMMANDED);
  });

  it('does so where they wait for their window (COA-4)', async () => {
    await expectNoViolation('a', COMMANDED_IN_A_WINDOW);
  });

  it('leaves a file that can be read (CWR-5)', async () => {
    await expectNoViolation('a', CONFIGURED);
  });
});

describe('what that exploration rests on', () => {
  it('changes the file twice, and leaves it as it was', async () => {
    const { installation, violations } = await runStory('a', CONFIGURED, null);
    expect(violations).toEqual([]);
    const said = installation
      .events('part')
      .flatMap(({ event }) => (event.state === 'sent' ? event.text : []));
    expect(said).toEqual([
      'You said: hello',
      '⚙️ Config updated: channels.imessage.allowFrom.1="+15550002222"',
      '⚙️ Config updated: channels.imessage.allowFrom.1 removed.',
      'You said: after',
    ]);
    const file = String(installation.disk().readFileSync('/sim/config-1.json5'));
    expect(JSON5.parse(file)).toEqual(CONFIGURED.installation?.config);
    expect(file).toMatch(/^\/\/ As it was written first\.\n/);
  });

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
