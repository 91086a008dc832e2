import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

const CAROL = '+15550003333';

/**
 * The owner takes a conversation for a while, with what waits there, and speaks to the agent in another one. In neither may an answer be open
 * before, as a crash leaves it: then nobody could say whose words those are.
 */
export const OWNER_SPEAKS: Story = {
  name: 'the owner steps in',
  eligible: ['hello', 'claw, a word', 'and again'],
  lengthMs: 45_000,
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: {
        imessage: {
          ...OPEN_CONFIG.channels.imessage,
          handoff: { quietMs: 25_000 },
          ownerMessages: 'mention',
        },
      },
      messages: {
        groupChat: { mentionPatterns: ['\\bclaw\\b'] },
        inbound: { byChannel: { imessage: 2_000 } },
      },
    },
  },
  plan(installation) {
    const { device } = installation;
    installation.text(CAROL, 'hello', { inMs: 1_000 });
    installation.text(ALICE, 'are you there', { inMs: 9_500 });
    device.schedule({ kind: 'own-text', text: 'It is me', to: ALICE }, { inMs: 10_000 });
    device.schedule({ kind: 'own-text', text: 'claw, a word', to: BOB }, { inMs: 12_000 });
    installation.text(ALICE, 'thank you', { inMs: 18_000 });
    installation.text(ALICE, 'and again', { inMs: 42_000 });
  },
};
