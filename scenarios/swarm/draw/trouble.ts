// What goes wrong: with the gateway, the Mac, imsg and the way between them.

import { FAULTS } from '../../../fake-imsg/faults/registry.ts';
import type { DrawnStep } from '../drawn.ts';
import type { Cast } from './cast.ts';
import type { Dice } from './dice.ts';

const MINUTE_MS = 60_000;

export interface Trouble {
  /** Steps of one mishap. `isRunning` is how the gateway stands, before and after. */
  next(isRunning: boolean): { readonly steps: readonly DrawnStep[]; readonly isRunning: boolean };
}

/** @param quietly Nothing but stops and crashes of the gateway. */
export function createTrouble(dice: Dice, { people }: Cast, quietly: boolean): Trouble {
  const names = Object.keys(people);
  const down = (): DrawnStep[] => [
    { gateway: dice.chance(0.5) ? 'stop' : 'crash' },
    ...(dice.chance(0.7) ? [{ wait: dice.duration(100, 180 * MINUTE_MS) }] : []),
  ];
  return {
    next(isRunning) {
      if (!isRunning) return { steps: [{ gateway: 'start' }], isRunning: true };
      if (quietly || dice.chance(0.35)) return { steps: down(), isRunning: false };
      const step = dice.weighted<() => DrawnStep>([
        [5, () => fault(dice)],
        [3, () => machine(dice)],
        [1, () => permission(dice)],
        [1, () => ({ mac: { chatDelete: { from: dice.pick(names) } } })],
      ])();
      return { steps: [step], isRunning };
    },
  };
}

/** Without a value they fill the pipe for hours, which takes as long to simulate and shows nothing more. */
const ENDLESS: ReadonlySet<string> = new Set(['endless-line']);

/** One of all the faults there are, for a while. */
function fault(dice: Dice): DrawnStep {
  const name = dice.pick(Object.keys(FAULTS));
  const { kind, occasion, value } = FAULTS[name]!;
  const given =
    value === undefined || (value !== 'TEXT' && dice.chance(0.5))
      ? ''
      : `=${value === 'TEXT' ? 'noise' : value}`;
  // Without a value some faults last for good: what they are given as an example is no good default for them.
  const isTimed = value !== undefined && /^\d+m?s/.test(value);
  const text = isTimed || ENDLESS.has(name) ? `${name}=${value}` : `${name}${given}`;
  const isCounted = kind !== 'mac' && occasion !== 'start' && dice.chance(0.6);
  const trigger = isCounted ? `@count:${dice.whole(1, 4)}` : '';
  return { mac: { fault: { fault: `${text}${trigger}`, forMs: dice.duration(2_000, 20 * MINUTE_MS) } } };
}

function machine(dice: Dice): DrawnStep {
  return {
    mac: dice.weighted<() => object>([
      [2, () => ({ macSleep: { forMs: dice.duration(10_000, 120 * MINUTE_MS) } })],
      [2, () => ({ rotateWal: true })],
      [
        1,
        () => ({
          clockStep: {
            byMs: dice.chance(0.3)
              ? -dice.whole(1_000, 60 * MINUTE_MS)
              : dice.duration(1_000, 60 * MINUTE_MS),
          },
        }),
      ],
      [1, () => ({ messagesApp: { is: 'asleep' } })],
      [1, () => ({ messagesApp: { is: 'awake' } })],
      [1, () => ({ replaceDatabase: { rowids: dice.pick(['lower', 'higher']) } })],
      [1, () => ({ bridge: { state: dice.pick(['launched', 'quit', 'dropped', 'hung']) } })],
      [0.3, () => ({ aliasesRemoved: true })],
    ])(),
  };
}

function permission(dice: Dice): DrawnStep {
  const what = dice.pick(['fullDiskAccess', 'automation', 'signedIn']);
  return { mac: { permission: { [what]: dice.chance(0.5) } } };
}

/** Ends whatever is still wrong with the Mac, so that what is lost for good can be told from what is late. */
export const MENDED: readonly DrawnStep[] = [
  { mac: { messagesApp: { is: 'awake' } } },
  { mac: { permission: { fullDiskAccess: true, automation: true, signedIn: true } } },
];
