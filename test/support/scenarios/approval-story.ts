import type { Story } from '../../../scenarios/sim/crash.ts';
import { OPEN_CONFIG } from '../../../scenarios/sim/gateway.ts';
import { ALICE } from './stories.ts';

/** Whoever embeds the gateway asks until somebody was asked; Alice allows it. */
export const APPROVED: Story = {
  name: 'a request that is allowed',
  eligible: ['hello'],
  lengthMs: 25_000,
  installation: { config: { ...OPEN_CONFIG, approvals: { exec: { enabled: true } } } },
  plan({ text, world, device, events, requestApproval }) {
    const isAsked = () => events('approval').length > 0;
    for (let inMs = 4_000; inMs <= 9_000; inMs += 1_000)
      world.schedule(inMs, () => {
        if (!isAsked()) requestApproval({ kind: 'exec', text: 'make clean', to: ALICE }, () => {});
      });
    // On the only message, which is the one that asks.
    device.schedule({ kind: 'tapback', from: ALICE, reaction: 'like' }, { inMs: 14_000 });
    text(ALICE, 'hello', { inMs: 20_000 });
  },
};
