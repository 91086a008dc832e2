// How much one person may have answered.

import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

interface DrawnFile {
  readonly channels?: { readonly imessage?: { readonly inbound?: object } };
  readonly messages?: object;
}

/** In few worlds: whoever has more turns than that is told so, and what they write then is in none. */
export function createBudgets(dice: Dice, _: World): Addition {
  if (!dice.chance(0.03)) return {};
  const turnsPerSender = {
    ...(dice.chance(0.8) && { hour: dice.whole(1, 8) }),
    ...(dice.chance(0.4) && { day: dice.whole(4, 20) }),
  };
  if (Object.keys(turnsPerSender).length === 0) return {};
  const waitsMs = dice.chance(0.5) ? dice.whole(1_000, 8_000) : null;
  return {
    with(config) {
      const { channels, messages } = config as DrawnFile;
      const limited = withChannelKeys(config, {
        inbound: { ...channels?.imessage?.inbound, turnsPerSender },
      });
      if (waitsMs === null) return limited;
      // Messages that wait for one another are one turn.
      return { ...limited, messages: { inbound: { byChannel: { imessage: waitsMs } }, ...messages } };
    },
  };
}
