import type { Random } from '../../scenarios/sim/random.ts';
import { createDice } from '../../scenarios/swarm/draw/dice.ts';

/** Who dies: the gateway, the imsg that watches, the one that sends, or whichever was started last. */
export const TARGETS = ['gateway', 'reader', 'sender', 'newest'] as const;
export type Target = (typeof TARGETS)[number];

export interface Kill {
  readonly target: Target;
  /** From when on the pause counts: the target was started, a watch was subscribed to, imsg was given a send. */
  readonly since: 'start' | 'watch' | 'send';
  readonly pauseMs: number;
}

/** A start of the gateway and its children takes about half a second; what an agent says leaves in a few milliseconds. */
const PAUSE_MAX_MS = { start: 800, watch: 500, send: 80 };

/** The seed of the stream says whom and when, whatever the machine makes of it. */
export function drawKills(random: Random, count: number): Kill[] {
  const dice = createDice(random);
  return Array.from({ length: count }, () => {
    const [target, since] = dice.weighted<[Target, Kill['since']]>([
      [12, ['gateway', 'start']],
      [15, ['gateway', 'watch']],
      [25, ['gateway', 'send']],
      [8, ['reader', 'watch']],
      [12, ['reader', 'send']],
      [20, ['sender', 'send']],
      [8, ['newest', 'start']],
    ]);
    // Soon is where most happens.
    return { target, since, pauseMs: Math.round(PAUSE_MAX_MS[since] * dice.fraction() ** 2) };
  });
}
