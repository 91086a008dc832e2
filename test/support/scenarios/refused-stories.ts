import { environmentFacts } from '../../../fake-imsg/environments.ts';
import type { Story } from '../../../scenarios/sim/crash.ts';
import { ALICE } from './stories.ts';

/** Replies to somebody whom Messages does not find, late ones, and ones that look like somebody else's. */
export const REPLIES_BY_SCRIPT: Story = {
  name: 'replies that are refused, late or look like others',
  eligible: ['hello'],
  lengthMs: 30_000,
  installation: { script: () => ['nowhere', 'late', 'flips'] },
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'send-no-chat@match:nowhere', forMs: 2_000 });
    device.schedule({ kind: 'fault', fault: 'send-late=3s@match:late', forMs: 30_000 });
    device.schedule({ kind: 'fault', fault: 'send-flips=1s@match:flips', forMs: 30_000 });
    text(ALICE, 'hello', { inMs: 1_000 });
  },
};

/** The bridge goes as one reply is on its way, and takes requests without an answer as the other is. */
export const REPLIES_BY_BRIDGE: Story = {
  name: 'replies while the bridge fails',
  eligible: ['hello', 'again'],
  lengthMs: 60_000,
  installation: { facts: environmentFacts('bridge') },
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'bridge-drop', forMs: 5_000 }, { inMs: 1_400 });
    text(ALICE, 'hello', { inMs: 1_000 });
    device.schedule({ kind: 'fault', fault: 'bridge-wedge', forMs: 5_000 }, { inMs: 20_400 });
    text(ALICE, 'again', { inMs: 20_000 });
  },
};

const said = (text: string) => ({ name: 'reply', input: { text } });

/** What an agent does amid its turn is refused at first, and what it does then may have been done. */
export const ACTIONS_GO_WRONG: Story = {
  name: 'actions that go wrong',
  eligible: ['hello'],
  lengthMs: 30_000,
  speaksInPieces: true,
  installation: {
    facts: environmentFacts('bridge'),
    script: () => ['done'],
    conduct: () => ({
      is: 'pieces',
      pieces: [said('refused'), said('perhaps')],
      end: { is: 'answer', value: { replies: ['done'] } },
    }),
  },
  plan({ device, text }) {
    device.schedule({ kind: 'fault', fault: 'send-denied@match:refused', forMs: 2_000 });
    device.schedule({ kind: 'fault', fault: 'send-unknown@match:perhaps', forMs: 30_000 });
    text(ALICE, 'hello', { inMs: 1_000 });
  },
};
