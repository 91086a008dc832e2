import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB, COALESCING } from './stories.ts';

/** Somebody asks, stops a turn that takes long by beginning anew, and goes on. */
export const COMMANDED: Story = {
  name: 'commands in a chat',
  eligible: ['hello', 'slow', 'after'],
  lengthMs: 16_000,
  installation: { agentLatencyMs: ({ text }) => (text === 'slow' ? 30_000 : 50) },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(ALICE, '/status', { inMs: 2_000 });
    installation.text(ALICE, 'slow', { inMs: 3_000 });
    installation.text(ALICE, 'behind it', { inMs: 3_500 });
    installation.text(ALICE, '/new', { inMs: 6_000 });
    installation.text(ALICE, 'after', { inMs: 8_000 });
  },
};

/** A command that waits for its window, behind words that it stops. */
export const COMMANDED_IN_A_WINDOW: Story = {
  name: 'commands that wait',
  eligible: ['after'],
  lengthMs: 16_000,
  installation: { config: COALESCING },
  plan(installation) {
    installation.text(ALICE, 'one', { inMs: 1_000 });
    installation.text(ALICE, '/stop', { inMs: 1_400 });
    installation.text(ALICE, 'after', { inMs: 8_000 });
  },
};

/** The owner lets somebody in, takes the right away again, and goes on. */
export const CONFIGURED: Story = {
  name: 'the configuration from a chat',
  eligible: ['hello', 'after'],
  lengthMs: 16_000,
  installation: {
    config: {
      ...OPEN_CONFIG,
      commands: { config: true, ownerAllowFrom: [ALICE] },
      channels: { imessage: { ...OPEN_CONFIG.channels.imessage, dmPolicy: 'allowlist', allowFrom: [ALICE] } },
    },
  },
  plan(installation) {
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    installation.text(ALICE, `/config set channels.imessage.allowFrom[1]=${BOB}`, { inMs: 2_000 });
    installation.text(ALICE, '/config unset channels.imessage.allowFrom[1]', { inMs: 8_000 });
    installation.text(ALICE, 'after', { inMs: 9_000 });
  },
};
