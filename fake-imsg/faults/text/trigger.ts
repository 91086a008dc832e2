// When a fault strikes. An occasion is whatever the fault concerns: a line on stdout, a request, a send.

import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';

/** A fault, or the text that names it, makes no sense. */
export class BadFault extends Error {
  override readonly name = 'BadFault';
}

/** One occasion at which a fault may strike. */
export interface Occasion {
  /** Counted from 1 among those that the trigger counts (`isCounted`). */
  readonly ordinal: number;
  /** Since the fault was set. */
  readonly sinceMs: number;
}

export interface Trigger {
  /** Only occasions whose text holds this are counted; absent = all. */
  readonly match?: string;
  strikes(occasion: Occasion): boolean;
}

const ALWAYS: Trigger = { strikes: () => true };
/** 8784 hours. */
const DURATION_MS_MAX = 366 * 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const KINDS: Readonly<Record<string, (text: string, faultId: string) => Trigger>> = {
  count(text) {
    const [, first, open, last] = /^([1-9]\d*)(?:(\+)|-([1-9]\d*))?$/.exec(text) ?? [];
    if (first === undefined) throw new BadFault(`count takes 3, 3+ or 3-5, not "${text}"`);
    const from = Number(first);
    const to = open ? Number.POSITIVE_INFINITY : Number(last ?? first);
    return { strikes: ({ ordinal }) => ordinal >= from && ordinal <= to };
  },
  time(text) {
    const afterMs = parseDuration(text);
    return { strikes: ({ sinceMs }) => sinceMs >= afterMs };
  },
  match: (match) => ({ match, strikes: () => true }),
  first: (match) => ({ match, strikes: ({ ordinal }) => ordinal === 1 }),
  chance(text, faultId) {
    const [share = '', seed = faultId] = text.split(/,(.*)/s);
    if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(share)) throw new BadFault(`chance takes 0 to 1, not "${share}"`);
    return { strikes: ({ ordinal }) => seededFraction(seed, ordinal) < Number(share) };
  },
};

/** The names of the kinds of triggers. */
export const TRIGGER_KINDS: readonly string[] = Object.keys(KINDS);

/**
 * Reads a trigger; throws `BadFault`. The kinds:
 *
 * - `count:3` the third occasion, `count:3+` from the third on, `count:3-5` from the third to the fifth;
 * - `time:10s` every one from 10 s after the fault was set;
 * - `match:TEXT` every one whose text (a line, a request, what is sent) holds TEXT, `first:TEXT` the first such;
 * - `chance:0.1` one in ten, `chance:0.1,SEED` the same ones every time;
 * - nothing: every one.
 *
 * @param faultId Decides where `chance` strikes when it has no seed of its own.
 */
export function parseTrigger(text: string, faultId: string): Trigger {
  if (text === '') return ALWAYS;
  const [kind = '', rest = ''] = text.split(/:(.*)/s);
  if (!Object.hasOwn(KINDS, kind))
    throw new BadFault(`"${text}" is no trigger; use ${TRIGGER_KINDS.join(', ')}`);
  return KINDS[kind]!(rest, faultId);
}

/** Whether an occasion counts for the trigger at all. */
export function isCounted({ match }: Trigger, text: string): boolean {
  return match === undefined || text.includes(match);
}

/** Milliseconds of `250ms`, `3s`, `2m`, `1h`. Throws `BadFault`. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  if (number === undefined) throw new BadFault(`"${text}" is not a time; write 250ms, 3s, 2m or 1h`);
  const ms = Number(number) * UNIT_MS[unit!]!;
  if (ms > DURATION_MS_MAX) throw new BadFault(`"${text}" is longer than a year; write 8784h or less`);
  return ms;
}

/** Says at each occasion, told its text, whether the fault strikes there. */
export type Strikes = (text: string) => boolean;

/** A trigger that counts for itself, as one process does. */
export function countingTrigger(trigger: Trigger, sinceMs: () => number): Strikes {
  let seen = 0;
  return (text) => {
    if (!isCounted(trigger, text)) return false;
    seen += 1;
    return trigger.strikes({ ordinal: seen, sinceMs: sinceMs() });
  };
}

/** From 0 (inclusive) to 1 (exclusive), the same every time for the same seed and ordinal. */
export function seededFraction(seed: string, ordinal: number): number {
  return Number.parseInt(derivedGuid(seed, `occasion ${ordinal}`).slice(0, 8), 16) / 2 ** 32;
}
