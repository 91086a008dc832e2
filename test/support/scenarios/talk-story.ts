import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

/** People of a group talk, and mention the agent twice: what they said goes with the next mention, and with no other. */
export const TALK: Story = {
  name: 'talk of a group',
  eligible: ['claw, where?', 'claw, when?'],
  lengthMs: 12_000,
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: { imessage: { ...OPEN_CONFIG.channels.imessage, groupPolicy: 'open' } },
      messages: { groupChat: { mentionPatterns: ['\\bclaw\\b'] } },
    },
    script: ({ text, context = [] }) => [`${text} after ${context.map((said) => said.text).join(', ')}`],
  },
  plan({ device }) {
    const crew = { name: 'Crew', with: [ALICE, BOB] };
    const say = (from: string, text: string, inMs: number) =>
      device.schedule({ kind: 'text', from, text, chat: crew }, { inMs });
    say(ALICE, 'dinner?', 1_000);
    say(BOB, 'fine', 1_900);
    say(ALICE, 'claw, where?', 3_000);
    say(BOB, 'or lunch', 4_200);
    say(ALICE, 'claw, when?', 6_000);
  },
};
