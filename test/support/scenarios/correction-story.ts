import type { Story } from '../../../scenarios/sim/crash.ts';
import { ALICE } from './stories.ts';

/**
 * While the agent is at her first message somebody corrects the second and takes the third back; the agent fails at the
 * second once, which is corrected again meanwhile.
 */
export function correctionStory(): Story {
  let hasFailed = false;
  return {
    name: 'corrections',
    // By what each row says in the end.
    eligible: ['hold on', 'or not'],
    lengthMs: 14_000,
    installation: {
      agentLatencyMs: () => 2_000,
      script({ text }) {
        if (text !== 'hold on' && !hasFailed) {
          hasFailed = true;
          throw new Error('the agent is out of order');
        }
        return [`You said: ${text}`];
      },
    },
    plan({ device, text }) {
      hasFailed = false;
      text(ALICE, 'hold on', { inMs: 1_000 });
      text(ALICE, 'cancel it', { inMs: 1_200 });
      text(ALICE, 'forget it', { inMs: 1_400 });
      device.schedule({ kind: 'edit', from: ALICE, saying: 'cancel it', text: 'keep it' }, { inMs: 1_800 });
      device.schedule({ kind: 'unsend', from: ALICE, saying: 'forget it' }, { inMs: 2_000 });
      device.schedule({ kind: 'edit', from: ALICE, saying: 'keep it', text: 'or not' }, { inMs: 4_500 });
    },
  };
}
