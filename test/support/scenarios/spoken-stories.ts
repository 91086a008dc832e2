import { bridge } from '../../../fake-imsg/environments.ts';
import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

const imessage = {
  ...OPEN_CONFIG.channels.imessage,
  textChunkLimit: 30,
  outbound: { bubbles: 'paragraph' },
};

/** Each answer is several messages with styles, over a bridge; what the agent writes for itself is none of them. */
export const SPOKEN: Story = {
  name: 'answers in markdown',
  eligible: ['hello', 'again', 'hello'],
  lengthMs: 9_000,
  ways: [{ limit: 30, chunkMode: 'length', tables: 'code', bubbles: 'paragraph', prefix: '' }],
  installation: {
    config: { ...OPEN_CONFIG, channels: { imessage } },
    facts: bridge,
    script: ({ text }) => [
      `<think>${text}?</think>**Well**, as to ${text} there is _much_ to say\n\nwell\n\n\`\`\`\nx\n\ny\n\`\`\``,
    ],
  },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(ALICE, 'again', { inMs: 1_200 });
    installation.text(BOB, 'hello', { inMs: 1_300 });
  },
};
