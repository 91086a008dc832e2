// What the operator sends in several parts: all of them are durable before the first leaves, and each leaves at most once, whenever
// the gateway dies.

import { describe, expect, it } from 'vitest';
import { environmentFacts } from '../../../fake-imsg/environments.ts';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { ALICE } from '../../support/scenarios/stories.ts';

const SENDS_AFTER_MS = 3_000;

/** Words, a file with a caption, and a file, to somebody who has written. */
const SENDING: Story = {
  name: 'an operator who sends words and files',
  eligible: ['hello'],
  lengthMs: 12_000,
  installation: { script: ({ text }) => [`You said: ${text}`] },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    const file = (filename: string) => ({ buffer: 'SGVsbG8=', filename });
    const parts = ['See these', { ...file('a.txt'), caption: 'The first' }, file('b.txt')];
    installation.world.schedule(SENDS_AFTER_MS, () => installation.post({ to: ALICE, parts }, () => {}));
  },
};

describe('crash at every effect, with an operator who sends words and files', () => {
  it.each([
    ['by AppleScript', 'basic'],
    ['by the bridge', 'bridge'],
  ] as const)('sends each at most once %s, and all of it or nothing (OUT-23)', async (_, environment) => {
    const facts = environmentFacts(environment);
    await expectNoViolation('a', { ...SENDING, installation: { ...SENDING.installation, facts } });
  });
});

it('without a crash everything leaves once, in its order', async () => {
  const { installation, violations } = await runStory('a', SENDING, null);
  expect(violations).toEqual([]);
  expect(installation.device.sent().map(({ text, file }) => file ?? text)).toEqual([
    'You said: hello',
    'See these',
    expect.stringMatching(/a\.txt$/),
    'The first',
    expect.stringMatching(/b\.txt$/),
  ]);
});
