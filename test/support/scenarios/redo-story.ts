import type { Story } from '../../../scenarios/sim/crash.ts';
import { ALICE } from './stories.ts';

/** Until then the agent fails at everything. */
const MENDED_AT_MS = 12_000;

/**
 * An agent gives a turn up, is mended, and the operator lets the turn be answered after all; once more in case the gateway
 * died over it.
 */
export function redoStory(): Story {
  let isMended = false;
  return {
    name: 'a turn that is redone',
    eligible: ['first', 'second'],
    lengthMs: 40_000,
    installation: {
      script({ text }) {
        if (text === 'first' && !isMended) throw new Error('the agent is out of order');
        return [`You said: ${text}`];
      },
    },
    plan(installation) {
      isMended = false;
      const { world } = installation;
      installation.text(ALICE, 'first', { inMs: 1_000 });
      world.schedule(MENDED_AT_MS, () => {
        isMended = true;
      });
      for (const atMs of [20_000, 30_000])
        world.schedule(atMs, () => installation.redoTurns('agent_gave_up', () => {}));
      installation.text(ALICE, 'second', { inMs: 26_000 });
    },
  };
}
