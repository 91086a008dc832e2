import { environmentFacts } from '../../../fake-imsg/environments.ts';
import type { Story } from '../../../scenarios/sim/crash.ts';
import { ALICE, BOB } from './stories.ts';

/** An agent that reacts, replies in the thread, and then answers, in two conversations at once. */
export const ACTING: Story = {
  name: 'an agent that acts',
  eligible: ['hello', 'hello'],
  lengthMs: 12_000,
  speaksInPieces: true,
  installation: {
    facts: environmentFacts('bridge'),
    script: ({ text }) => [`You said: ${text}`],
    conduct: ({ text }) => ({
      is: 'pieces',
      pieces: [
        { name: 'react', input: { emoji: 'like' } },
        { name: 'reply', input: { text: 'in the thread' } },
      ],
      end: { is: 'answer', value: { replies: [`You said: ${text}`] } },
    }),
  },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(BOB, 'hello', { inMs: 1_050 });
  },
};
