import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

/** Replies that leave and fail afterwards, and leave once more as SMS: one of them fails again. */
export const AS_SMS: Story = {
  name: 'once more as SMS',
  eligible: ['hello', 'hello', 'again'],
  lengthMs: 40_000,
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: { imessage: { ...OPEN_CONFIG.channels.imessage, outbound: { smsFallback: 'undelivered' } } },
    },
  },
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'send-sms-only', forMs: 20_000 });
    text(ALICE, 'hello', { inMs: 1_000 });
    text(BOB, 'hello', { inMs: 1_100 });
    device.schedule({ kind: 'fault', fault: 'send-fails=22', forMs: 19_000 }, { inMs: 21_000 });
    text(ALICE, 'again', { inMs: 22_000 });
  },
};
