// What becomes of the file of the configuration while the gateway runs.

import type { DrawnStep } from '../drawn.ts';
import type { Dice } from './dice.ts';

type Config = Record<string, unknown>;

const NOT_IN_ORDER = ['{', '{ channels: { imessage: { dmPolicy: 7 } } }'];

/** In few worlds somebody writes another configuration now and then, sometimes one that is not in order at first. */
export function createRewriting(dice: Dice, nextConfig: () => Config): () => readonly DrawnStep[] {
  const share = dice.chance(0.04) ? dice.pick([0.04, 0.15]) : 0;
  const slip = (): DrawnStep[] => [
    { configFile: { text: dice.pick(NOT_IN_ORDER) } },
    { wait: dice.duration(50, 60_000) },
  ];
  return () => {
    if (!dice.chance(share)) return [];
    return [...(dice.chance(0.15) ? slip() : []), { configFile: { holds: nextConfig() } }];
  };
}
