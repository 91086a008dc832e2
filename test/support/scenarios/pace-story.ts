import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

const OUTBOUND = {
  sendsPerConversation: { minute: 2, hour: 0 },
  sendsPerAccount: { minute: 3, hour: 0 },
};

/**
 * More is said than may leave within a minute, to each of two people and by the account: what is over that waits, over a crash as
 * well.
 */
export const PACED: Story = {
  name: 'more than may leave',
  eligible: ['hello', 'hello', 'again'],
  lengthMs: 200_000,
  installation: {
    script: ({ text }) => [`${text} 1`, `${text} 2`, `${text} 3`],
    config: {
      ...OPEN_CONFIG,
      channels: { imessage: { ...OPEN_CONFIG.channels.imessage, outbound: OUTBOUND } },
    },
  },
  plan({ text }) {
    text(ALICE, 'hello', { inMs: 1_000 });
    text(BOB, 'hello', { inMs: 1_100 });
    text(ALICE, 'again', { inMs: 30_000 });
  },
};
