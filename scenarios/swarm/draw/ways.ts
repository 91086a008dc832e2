// Which way replies leave, and what is told of having read.

import { type Addition, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** In few worlds they leave one way only, people are not told that they were read, or the row of a reply is waited for otherwise. */
export function createWays(dice: Dice): Addition {
  if (!dice.chance(0.06)) return {};
  const transport = dice.weighted<string | null>([
    [2, null],
    [2, 'applescript'],
    [2, 'bridge'],
  ]);
  const service = dice.chance(0.2) ? 'imessage' : null;
  const evidenceWaitMs = dice.chance(0.4) ? dice.whole(0, 20_000) : null;
  const keys = {
    ...(transport !== null && { sendTransport: transport }),
    ...(service !== null && { service }),
    ...(dice.chance(0.4) && { sendReadReceipts: false }),
  };
  return {
    // Without it nothing would leave by the bridge.
    device: (device) => (transport === 'bridge' ? { ...device, environment: 'bridge' } : device),
    with(config) {
      const { channels } = config as {
        readonly channels?: { readonly imessage?: { readonly outbound?: object } };
      };
      const outbound = { ...channels?.imessage?.outbound, evidenceWaitMs };
      return withChannelKeys(config, { ...keys, ...(evidenceWaitMs !== null && { outbound }) });
    },
  };
}
