// Replies that leave and are not delivered.

import type { DrawnStep } from '../drawn.ts';
import { type Addition, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** In few worlds words that Messages notes as undelivered leave once more, as SMS, and now and then nothing is delivered for a while. */
export function createUndelivered(dice: Dice): Addition {
  if (!dice.chance(0.06)) return {};
  const share = dice.pick([0.02, 0.05, 0.1]);
  return {
    with(config) {
      const { channels } = config as {
        readonly channels?: { readonly imessage?: { readonly outbound?: object } };
      };
      const outbound = { ...channels?.imessage?.outbound, smsFallback: 'undelivered' };
      return withChannelKeys(config, { outbound });
    },
    next(): readonly DrawnStep[] {
      if (!dice.chance(share)) return [];
      const fault = dice.pick(['send-sms-only', 'send-sms-only', 'send-fails=22']);
      return [{ mac: { fault: { fault, forMs: dice.whole(5_000, 120_000) } } }];
    },
  };
}
