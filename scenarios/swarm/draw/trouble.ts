// What goes wrong: with the gateway, the Mac, imsg and the way between them.

import type { DrawnStep } from '../drawn.ts';
import type { Dice } from './dice.ts';

const MINUTE_MS = 60_000;

/** Faults that end by themselves or are ended; each with how it is written. */
const FAULTS: readonly (readonly [weight: number, fault: string])[] = [
  [1, 'watch-error'],
  [1, 'deaf'],
  [1, 'exit'],
  [1, 'exit@count:3'],
  [1, 'locked'],
  [1, 'gone'],
  [1, 'stall=30s@count:3'],
  [1, 'late=5s'],
  [1, 'latency=50ms-900ms'],
  [1, 'torn@count:4'],
  [1, 'garbage@count:3'],
  [1, 'chunks=5'],
  [1, 'twice@count:2'],
  [0.5, 'foreign-id@count:2'],
  [0.5, 'stderr-noise'],
  [0.5, 'never@count:2'],
  [0.5, 'signal@count:5'],
  [0.5, 'disk-full'],
  [1, 'send-not-started@count:1'],
  [1, 'send-unknown'],
  [1, 'send-unanswered@count:1'],
  [1, 'send-swallowed@count:1'],
  [1, 'send-ghost@count:1'],
  [1, 'send-twice@count:1'],
  [1, 'send-fails=22@count:1'],
  [0.5, 'send-dies@count:1'],
  [0.5, 'send-no-chat@count:1'],
  [0.5, 'bridge-drop'],
  [0.5, 'bridge-wedge'],
];

export interface Trouble {
  /** Steps of one mishap. `isRunning` is how the gateway stands, before and after. */
  next(isRunning: boolean): { readonly steps: readonly DrawnStep[]; readonly isRunning: boolean };
}

export function createTrouble(dice: Dice, quietly: boolean): Trouble {
  const wait = (leastMs: number, mostMs: number): DrawnStep => ({ wait: dice.duration(leastMs, mostMs) });
  const machine = (): DrawnStep => ({
    mac: dice.weighted<object>([
      [2, { macSleep: { forMs: dice.duration(10_000, 120 * MINUTE_MS) } }],
      [2, { rotateWal: true }],
      [1, { clockStep: { byMs: dice.duration(1_000, 60 * MINUTE_MS) } }],
      [1, { messagesApp: { is: 'asleep' } }],
      [1, { messagesApp: { is: 'awake' } }],
      [1, { replaceDatabase: { rowids: dice.pick(['lower', 'higher']) } }],
    ]),
  });
  const fault = (): DrawnStep => ({
    mac: { fault: { fault: dice.weighted(FAULTS), forMs: dice.duration(2_000, 20 * MINUTE_MS) } },
  });
  const down = (): DrawnStep[] => [
    { gateway: dice.chance(0.5) ? 'stop' : 'crash' },
    ...(dice.chance(0.7) ? [wait(100, 180 * MINUTE_MS)] : []),
  ];
  return {
    next(isRunning) {
      if (!isRunning) return { steps: [{ gateway: 'start' }], isRunning: true };
      if (quietly || dice.chance(0.4)) return { steps: down(), isRunning: false };
      return { steps: [dice.chance(0.6) ? fault() : machine()], isRunning };
    },
  };
}
