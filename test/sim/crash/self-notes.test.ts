// A note to oneself is answered once, and no answer is taken for one, wherever the gateway dies.

import { describe, expect, it } from 'vitest';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

/** In one row and in two, whichever comes first. Behind an answer of which a crash leaves open what became of it only a copy tells a note from it. */
const NOTES: Story = {
  name: 'notes to oneself',
  eligible: ['milk', 'bread', 'salt'],
  lengthMs: 20_000,
  plan({ device }) {
    device.schedule({ kind: 'self-text', text: 'milk', rows: 1 }, { inMs: 1_000 });
    device.schedule({ kind: 'self-text', text: 'bread', rows: 2, gapMs: 1_500 }, { inMs: 4_000 });
    const received = { kind: 'self-text', text: 'salt', rows: 2, first: 'received', gapMs: 900 } as const;
    device.schedule(received, { inMs: 8_000 });
  },
};

describe('crash at every effect, with notes to oneself', () => {
  it('answers each once (ECH-3, C2)', async () => {
    await expectNoViolation('a', NOTES);
  });

  it('which without a crash are three turns, and two rows that say them again', async () => {
    const { installation, violations } = await runStory('a', NOTES, null);
    expect(violations).toEqual([]);
    expect(installation.ledger.agentCalls.map(({ turn }) => turn.text)).toEqual(['milk', 'bread', 'salt']);
    const reasons = installation.events('row').map(({ event }) => event.reason);
    expect(reasons.filter((reason) => reason === 'self-chat echo')).toHaveLength(2);
  });
});
