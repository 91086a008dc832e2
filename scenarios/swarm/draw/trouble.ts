// What goes wrong: with the gateway, the Mac, imsg and the way between them.

import type { FaultEntry } from '../../../fake-imsg/faults/entry.ts';
import { FAULT_NAMES, FAULTS } from '../../../fake-imsg/faults/registry.ts';
import type { DrawnStep } from '../drawn.ts';
import type { Cast } from './cast.ts';
import type { Dice } from './dice.ts';
import { gatewayClock, oddBytes, seam, wrongPhone } from './seams.ts';
import type { Talk } from './traffic.ts';

const MINUTE_MS = 60_000;

export interface Trouble {
  /** Steps of one mishap. `isRunning` is how the gateway stands, before and after. */
  next(isRunning: boolean): { readonly steps: readonly DrawnStep[]; readonly isRunning: boolean };
}

/** What goes wrong again and again in one world, so that it meets whatever else happens there. */
const WEAKNESSES = ['clock', 'database', 'wire', 'bytes', 'sending'] as const;
export type Weakness = (typeof WEAKNESSES)[number];

export function drawWeakness(dice: Dice): Weakness | null {
  return dice.chance(0.75) ? dice.pick(WEAKNESSES) : null;
}

/** What numbers are for that say what becomes of a message (fake-imsg/README.md). */
const NOT_DRAWN: ReadonlySet<string> = new Set(['send-late', 'send-sms-only']);
export const DRAWN_FAULTS: readonly string[] = FAULT_NAMES.filter((name) => !NOT_DRAWN.has(name));
const namesOf = (kind: FaultEntry['kind']) => DRAWN_FAULTS.filter((name) => FAULTS[name]!.kind === kind);
const OF_BYTES = namesOf('bytes');
const OF_SENDING = namesOf('send');
/** What nobody says went wrong. */
const VANISHING = ['send-ghost', 'send-swallowed'];

interface TroubleOptions {
  readonly cast: Cast;
  readonly talk: Talk;
  /** Nothing but stops and crashes of the gateway. */
  readonly quietly: boolean;
  readonly weakness: Weakness | null;
  /** Another configuration for a further life of the gateway. */
  nextConfig(): object;
}

export function createTrouble(dice: Dice, options: TroubleOptions): Trouble {
  const { talk, quietly, weakness, nextConfig } = options;
  const names = Object.keys(options.cast.people);
  const weaknesses: Record<Weakness, () => readonly DrawnStep[]> = {
    clock: () =>
      dice.weighted<() => readonly DrawnStep[]>([
        [2, () => [clockStep(dice)]],
        [3, () => gatewayClock(dice)],
        [2, () => wrongPhone(dice, names)],
      ])(),
    database: () => anotherDatabase(dice, talk),
    wire: () => [oddBytes(dice)],
    bytes: () => [faultNamed(dice, dice.chance(0.4) ? 'torn' : dice.pick(OF_BYTES))],
    sending: () => [faultNamed(dice, dice.pick(dice.chance(0.4) ? VANISHING : OF_SENDING))],
  };
  const down = (): DrawnStep[] => [
    { gateway: dice.chance(0.5) ? 'stop' : 'crash' },
    ...(dice.chance(0.7) ? [{ wait: dice.duration(100, 180 * MINUTE_MS) }] : []),
  ];
  return {
    next(isRunning) {
      if (!isRunning) return { steps: [start(dice, nextConfig)], isRunning: true };
      if (quietly || dice.chance(0.35)) return { steps: down(), isRunning: false };
      if (weakness !== null && dice.chance(0.7)) return { steps: weaknesses[weakness](), isRunning };
      const steps = dice.weighted<() => readonly DrawnStep[]>([
        [5, () => [fault(dice)]],
        [3, () => [machine(dice)]],
        [1, () => [clockStep(dice)]],
        [2, () => seam(dice, talk)],
        [1, () => [permission(dice)]],
        [0.3, () => anotherGateway(dice)],
        [1, () => [{ mac: { chatDelete: { from: dice.pick(names) } } }]],
      ])();
      return { steps, isRunning };
    },
  };
}

const BESIDE = [
  { beside: 'same-state' },
  { beside: 'own-state' },
  { beside: 'same-state', takeOver: false },
] as const;

/** A gateway looks so often whether another file has taken the place of chat.db, and holds that then. */
const LOOKS_AT_FILE_MS = 20_000;

/** One that is to be refused waits so long for the state. If the one before ends meanwhile, it takes its place. */
const WAITS_FOR_STATE_MS = 12_000;

/** A file that nobody holds yet is for whoever comes first. Of two journals the checkers would see one. */
function anotherGateway(dice: Dice): DrawnStep[] {
  const options = dice.pick(BESIDE);
  const start = { gateway: { start: options } };
  if (options.beside === 'own-state') return [{ wait: `${LOOKS_AT_FILE_MS}ms` }, start];
  return 'takeOver' in options ? [start, { wait: `${WAITS_FOR_STATE_MS}ms` }] : [start];
}

/** Without a value they fill the pipe for hours, which takes as long to simulate and shows nothing more. */
const ENDLESS: ReadonlySet<string> = new Set(['endless-line']);

function start(dice: Dice, nextConfig: () => object): DrawnStep {
  const config = dice.chance(0.12) ? nextConfig() : null;
  const hurries = dice.chance(0.05);
  if (config === null && !hurries) return { gateway: 'start' };
  return { gateway: { start: { ...(config && { config }), ...(hurries && { waits: false }) } } };
}

/** Push that is dead strikes nothing that runs; whoever draws it (`createPush`) does so beside all else. */
const STRIKING = DRAWN_FAULTS.filter((name) => name !== 'push-dead');

/** One of the faults, for a while. */
function fault(dice: Dice): DrawnStep {
  return faultNamed(dice, dice.pick(STRIKING));
}

function faultNamed(dice: Dice, name: string): DrawnStep {
  const { kind, occasion, value } = FAULTS[name]!;
  const given =
    value === undefined || (value !== 'TEXT' && dice.chance(0.5))
      ? ''
      : `=${value === 'TEXT' ? 'noise' : value}`;
  // Without a value some faults last for good: what they are given as an example is no good default for them.
  const isTimed = value !== undefined && /^\d+m?s/.test(value);
  const text = isTimed || ENDLESS.has(name) ? `${name}=${value}` : `${name}${given}`;
  const isCounted = kind !== 'mac' && occasion !== 'start' && (dice.chance(0.6) || ENDLESS.has(name));
  // So much at every start of a child would fill the memory.
  const longestMs = ENDLESS.has(name) ? 20_000 : 20 * MINUTE_MS;
  const trigger = isCounted ? `@count:${dice.whole(1, 4)}` : '';
  return { mac: { fault: { fault: `${text}${trigger}`, forMs: dice.duration(2_000, longestMs) } } };
}

function machine(dice: Dice): DrawnStep {
  return {
    mac: dice.weighted<() => object>([
      [2, () => ({ macSleep: { forMs: dice.duration(10_000, 120 * MINUTE_MS) } })],
      [2, () => ({ rotateWal: true })],
      [1, () => ({ messagesApp: { is: 'asleep' } })],
      [1, () => ({ messagesApp: { is: 'awake' } })],
      [2, () => otherDatabase(dice)],
      [1, () => ({ bridge: { state: dice.pick(['launched', 'quit', 'dropped', 'hung']) } })],
      [0.5, () => ({ aliasesRemoved: true })],
    ])(),
  };
}

function clockStep(dice: Dice): DrawnStep {
  const back = () => -dice.whole(1_000, 60 * MINUTE_MS);
  const byMs = dice.chance(0.3) ? back() : dice.duration(1_000, 60 * MINUTE_MS);
  return { mac: { clockStep: { byMs } } };
}

function otherDatabase(dice: Dice): object {
  if (dice.chance(0.6)) return { replaceDatabase: { rowids: dice.chance(0.65) ? 'lower' : 'higher' } };
  const lacks = dice.chance(0.6) && { lacks: dice.whole(0, 20) };
  return { restoreDatabase: { ...lacks, ...(dice.chance(0.3) && { rowids: 'new' }) } };
}

/** What its chats are called there is told by whoever writes next. */
function anotherDatabase(dice: Dice, talk: Talk): DrawnStep[] {
  return [
    { mac: otherDatabase(dice) },
    { wait: dice.duration(1_000, 5 * MINUTE_MS) },
    ...Array.from({ length: dice.whole(1, 5) }, () => talk.inSomeGroup()),
  ];
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
