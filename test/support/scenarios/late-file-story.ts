import type { Story } from '../../../scenarios/sim/crash.ts';
import { ALICE, COALESCING } from './stories.ts';

/**
 * Words with a picture that wait for what comes behind them; the picture is noted only after imsg has told of the words. An
 * agent that is not given the picture fails.
 */
export const LATE_FILE: Story = {
  name: 'a file that comes late',
  eligible: ['hello', '\uFFFClook'],
  lengthMs: 16_000,
  installation: {
    config: {
      ...COALESCING,
      channels: { imessage: { ...COALESCING.channels.imessage, includeAttachments: true } },
    },
    script({ text, attachments }) {
      if (text === 'look' && attachments.length === 0) throw new Error('its file is lost');
      return [`nice ${text}`];
    },
  },
  plan({ device, text }) {
    text(ALICE, 'hello', { inMs: 1_000 });
    device.schedule({ kind: 'photo', from: ALICE, caption: 'look', fileMs: 5_000 }, { inMs: 5_000 });
  },
};
