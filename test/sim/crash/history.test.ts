// With what a session begins is asked for once and then fixed, wherever the gateway dies.

import { expect, it } from 'vitest';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { ALICE, BOB } from '../../support/scenarios/stories.ts';

const HISTORY: Story = {
  name: 'history of a session',
  eligible: ['hello', 'again', 'other'],
  lengthMs: 9_000,
  installation: {
    config: {
      ...OPEN_CONFIG,
      session: { dmScope: 'per-peer' },
      channels: { imessage: { ...OPEN_CONFIG.channels.imessage, dmHistoryLimit: 3 } },
    },
    script: ({ text, history = [] }) => [`${text} after ${history.map((said) => said.text).join(', ')}`],
  },
  plan(installation) {
    const say = (to: string, text: string, inMs: number) =>
      installation.device.schedule({ kind: 'own-text', to, text }, { inMs });
    say(ALICE, 'are you there?', 400);
    say(BOB, 'and you?', 500);
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(BOB, 'other', { inMs: 1_200 });
    installation.text(ALICE, 'again', { inMs: 3_000 });
  },
};

it('crash at every effect: a turn begins its session with the same history, and no other does (HIS-1)', async () => {
  await expectNoViolation('a', HISTORY);
});

it('a session begins with what the owner has said there, its next turn with nothing', async () => {
  const { installation, violations } = await runStory('a', HISTORY, null);
  expect(violations).toEqual([]);
  const told = installation.ledger.agentCalls.map(({ turn }) => [
    turn.text,
    turn.history?.map(({ text }) => text),
  ]);
  expect(told.toSorted()).toEqual([
    ['again', undefined],
    ['hello', ['are you there?']],
    ['other', ['and you?']],
  ]);
});
