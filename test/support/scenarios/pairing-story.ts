import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE, BOB } from './stories.ts';

/** A stranger writes and is sent a code, another one is sent none that is approved; whoever was approved is answered. */
export const PAIRING: Story = {
  name: 'a stranger who pairs',
  eligible: ['and now'],
  lengthMs: 20_000,
  installation: {
    config: {
      ...OPEN_CONFIG,
      channels: { imessage: { cliPath: 'imsg', dbPath: '/sim/chat.db', dmPolicy: 'pairing' } },
    },
  },
  plan({ text, world, decidePairing }) {
    text(ALICE, 'who is this', { inMs: 1_000 });
    text(BOB, 'let me in', { inMs: 2_000 });
    text(ALICE, 'still there?', { inMs: 3_000 });
    // Whoever gets no answer asks again.
    let isDone = false;
    for (let inMs = 6_000; inMs <= 9_000; inMs += 500)
      world.schedule(inMs, () => {
        if (isDone) return;
        decidePairing({ verb: 'approve', handle: ALICE, notify: true }, (code) => (isDone ||= code === null));
      });
    text(ALICE, 'and now', { inMs: 14_000 });
  },
};
