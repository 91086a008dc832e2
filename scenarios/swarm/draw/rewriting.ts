// What becomes of the file of the configuration while the gateway runs.

import type { DrawnStep } from '../drawn.ts';
import { withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

type Config = Record<string, unknown>;

const NOT_IN_ORDER = ['{', '{ channels: { imessage: { dmPolicy: 7 } } }'];

/**
 * In few worlds somebody writes another configuration now and then, sometimes one that is not in order at first, and often with
 * other numbers of how things go.
 */
export function createRewriting(
  dice: Dice,
  numbersDice: Dice,
  nextConfig: () => Config,
): () => readonly DrawnStep[] {
  const share = dice.chance(0.04) ? dice.pick([0.04, 0.15]) : 0;
  const slip = (): DrawnStep[] => [
    { configFile: { text: dice.pick(NOT_IN_ORDER) } },
    { wait: dice.duration(50, 60_000) },
  ];
  return () => {
    if (!dice.chance(share)) return [];
    const holds = withNumbers(numbersDice, nextConfig());
    return [...(dice.chance(0.15) ? slip() : []), { configFile: { holds } }];
  };
}

/** Of how what leaves goes, beside all else that is drawn. */
function withNumbers(dice: Dice, config: Config): Config {
  if (!dice.chance(0.4)) return config;
  const { channels } = config as {
    readonly channels?: { readonly imessage?: { readonly outbound?: object } };
  };
  const drawn = dice.some(
    [
      { retryForMs: dice.whole(0, 60_000) },
      { evidenceWaitMs: dice.whole(0, 20_000) },
      { sendsPerConversation: { minute: dice.whole(0, 4) } },
      { sendsPerAccount: { minute: dice.whole(0, 8) } },
      { smsFallback: 'undelivered' },
    ],
    0.4,
  );
  const outbound = Object.assign({}, channels?.imessage?.outbound, ...drawn);
  return withChannelKeys(config, { outbound });
}
