import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE } from './stories.ts';

const STRETCHES = ['One.\n', '\n<think>Two?\n\nNo.</th', 'ink>Th', 'ree is so', '.\n\nFo', 'ur.\n\nFi'];
const REST = 've.';

/** An agent that writes its answer stretch by stretch, while some of its pieces do not leave as they should. */
export const WRITTEN: Story = {
  name: 'an answer that is written',
  eligible: ['hello'],
  lengthMs: 400_000,
  speaksInPieces: true,
  writes: true,
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: {
        imessage: {
          ...OPEN_CONFIG.channels.imessage,
          streaming: { block: { enabled: true, coalesce: { minChars: 4, idleMs: 400 } } },
        },
      },
    },
    script: () => [[...STRETCHES, REST].join('')],
    conduct: () => ({
      is: 'pieces',
      pieces: [...STRETCHES.map((writes) => ({ writes })), { waits: 3_000 }, { writes: REST }],
      end: { is: 'answer', value: { replies: [] } },
    }),
  },
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'send-not-started@match:Three', forMs: 2_500 });
    device.schedule({ kind: 'fault', fault: 'send-unknown@match:Four', forMs: 1_000_000 });
    device.schedule({ kind: 'fault', fault: 'send-ghost@match:Five', forMs: 1_000_000 });
    text(ALICE, 'hello', { inMs: 1_000 });
  },
};
