// How much one person may have answered.

import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

interface DrawnFile {
  readonly channels?: { readonly imessage?: { readonly inbound?: object } };
}

/** In few worlds: whoever writes more than that is told so, and what they write then is in no turn. */
export function createBudgets(dice: Dice, _: World): Addition {
  if (!dice.chance(0.03)) return {};
  const turnsPerSender = {
    ...(dice.chance(0.8) && { hour: dice.whole(1, 8) }),
    ...(dice.chance(0.4) && { day: dice.whole(4, 20) }),
  };
  if (Object.keys(turnsPerSender).length === 0) return {};
  return {
    with(config) {
      const { inbound } = (config as DrawnFile).channels?.imessage ?? {};
      return withChannelKeys(config, { inbound: { ...inbound, turnsPerSender } });
    },
  };
}
