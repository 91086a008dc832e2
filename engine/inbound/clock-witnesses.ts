// How far the gateway's clock is off those of the people who write (ruling-4). Ages compare a date that somebody's phone
// set with an arrival measured here; a gateway that is an hour ahead would otherwise lose every message. Witnesses are
// the ages of rows that arrive one by one, never one of them alone. The Mac's own clock has no part in them.

import type { Handle } from '../message/identity/handles.ts';

/** Smaller differences are delays, not clocks, and ages that lie no further apart agree. */
const AGREE_MS = 60_000;
/** Rows of one sender that say something about the clock, and over how long: what is flushed comes sooner. */
const ROWS_MIN = 3;
const SPAN_MIN_MS = 2 * 60_000;
/** A phone that is further off is let in by nobody: such ages are the gateway's clock or old rows. */
const PHONE_OFF_MAX_MS = 24 * 3_600_000;
/** Of whom ages are kept; who has been silent for longest goes first. */
const SENDERS_MAX = 1_000;

/** A live row of somebody who is admitted. */
export interface ClockSighting {
  readonly sender: Handle;
  readonly arrivedAtMs: number;
  readonly sentAtMs: number;
}

/** Rows of one sender, one after the other, whose ages agree. */
interface Run {
  readonly firstAtMs: number;
  /** Those of one date count once: it is one message, told again. */
  readonly rows: number;
  readonly leastAgeMs: number;
  readonly mostAgeMs: number;
  readonly newestSentAtMs: number;
  /** The age that enough rows have agreed on, here or in the run before; null = none yet. */
  readonly agreedAgeMs: number | null;
}

/** The clock has jumped since anybody looked: sleep, or a step. */
interface Gap {
  readonly byMs: number;
  /** When it was noticed, on the clock as it is since. */
  readonly atMs: number;
  /** Whether a row has shown that it was a step. */
  readonly isStep: boolean;
}

/** All that is known; only `witnessRow` and the functions below it change it. */
export interface ClockWitnesses {
  runs: Map<Handle, Run>;
  /** What `runs` adds to; left out = nothing. */
  before?: ReadonlyMap<Handle, Run>;
  /** How many senders have agreed on an age that is off. */
  off: number;
  /** The latest date that anybody's row had. */
  newestSentAtMs: number;
  gap: Gap | null;
  /** How far the Mac's clock is ahead of the gateway's; null = not known, or it is the same clock. */
  macOffsetMs: number | null;
}

export function noClockWitnesses(): ClockWitnesses {
  return { runs: new Map(), off: 0, newestSentAtMs: Number.NEGATIVE_INFINITY, gap: null, macOffsetMs: null };
}

/** The same, to be added to without the original changing. */
export function besides(known: ClockWitnesses): ClockWitnesses {
  return { ...known, runs: new Map(), before: known.runs };
}

/** The clock has jumped: what was measured against it is void. */
export function clockJumped(known: ClockWitnesses, byMs: number, atMs: number): void {
  const { newestSentAtMs } = known;
  Object.assign(known, noClockWitnesses(), { newestSentAtMs, gap: { byMs, atMs, isStep: false } });
}

/** Somebody's row is dated then: older ones that come later are no news of the clock. */
export function noteDate(known: ClockWitnesses, sentAtMs: number): void {
  known.newestSentAtMs = Math.max(known.newestSentAtMs, sentAtMs);
}

/** Takes a row as a witness, in the order of arrival. */
export function witnessRow(known: ClockWitnesses, sighting: ClockSighting): void {
  const { sender, arrivedAtMs, sentAtMs } = sighting;
  const ageMs = arrivedAtMs - sentAtMs;
  const isOutdated = sentAtMs < known.newestSentAtMs - AGREE_MS && ageMs > PHONE_OFF_MAX_MS;
  noteDate(known, sentAtMs);
  if (isOutdated) return;
  known.gap = gapAfter(known.gap, ageMs, arrivedAtMs);
  const latest = known.runs.get(sender);
  const before = latest ?? known.before?.get(sender);
  const run = before === undefined ? runFrom(sighting, null) : runAfter(before, sighting);
  known.off += Number(isOff(run)) - Number(before !== undefined && isOff(before));
  if (latest !== undefined) known.runs.delete(sender);
  known.runs.set(sender, run);
  if (known.runs.size > SENDERS_MAX) forgetFirst(known);
}

/**
 * How far the clocks of those who write are ahead of the gateway's, for rows of `sender`; negative = the gateway is
 * ahead. 0 = nothing is known against its clock.
 */
export function clockOffsetFor(known: ClockWitnesses, sender: Handle | null): number {
  // Asked of every row: nobody says that the clock is off, and it has not jumped.
  if (known.off === 0 && known.gap === null) return 0;
  const own = sender === null ? undefined : runOf(known, sender);
  return own === undefined || own.agreedAgeMs === null ? commonClockOffset(known) : offsetOf(own.agreedAgeMs);
}

/** The same for whoever has not been heard often enough: two have to agree, and nobody to contradict. */
export function commonClockOffset(known: ClockWitnesses): number {
  const agreed = known.off === 0 ? null : agreedAge(known);
  if (agreed !== null) return offsetOf(agreed);
  return known.gap?.isStep ? offsetOf(known.gap.byMs) : 0;
}

/** Whether a sender's rows say that the clock is off: then the Mac's may be asked for. */
export function isClockInDoubt(known: ClockWitnesses): boolean {
  return known.off > 0;
}

function runOf({ runs, before }: ClockWitnesses, sender: Handle): Run | undefined {
  return runs.get(sender) ?? before?.get(sender);
}

function isOff({ agreedAgeMs }: Run): boolean {
  return agreedAgeMs !== null && offsetOf(agreedAgeMs) !== 0;
}

function offsetOf(ageMs: number): number {
  return Math.abs(ageMs) > AGREE_MS ? -ageMs : 0;
}

function forgetFirst(known: ClockWitnesses): void {
  const [[sender, run]] = known.runs as unknown as [[Handle, Run]];
  if (isOff(run)) known.off -= 1;
  known.runs.delete(sender);
}

function runFrom({ arrivedAtMs, sentAtMs }: ClockSighting, agreedAgeMs: number | null): Run {
  const ageMs = arrivedAtMs - sentAtMs;
  return {
    firstAtMs: arrivedAtMs,
    rows: 1,
    leastAgeMs: ageMs,
    mostAgeMs: ageMs,
    newestSentAtMs: sentAtMs,
    agreedAgeMs,
  };
}

function runAfter(before: Run, sighting: ClockSighting): Run {
  const { arrivedAtMs, sentAtMs } = sighting;
  const { agreedAgeMs } = before;
  const ageMs = arrivedAtMs - sentAtMs;
  const leastAgeMs = Math.min(before.leastAgeMs, ageMs);
  const mostAgeMs = Math.max(before.mostAgeMs, ageMs);
  if (mostAgeMs - leastAgeMs <= AGREE_MS) {
    const rows = before.rows + (sentAtMs > before.newestSentAtMs ? 1 : 0);
    const isEnough = rows >= ROWS_MIN && arrivedAtMs - before.firstAtMs >= SPAN_MIN_MS;
    const newestSentAtMs = Math.max(before.newestSentAtMs, sentAtMs);
    const agreed = isEnough ? leastAgeMs : agreedAgeMs;
    return { ...before, rows, leastAgeMs, mostAgeMs, newestSentAtMs, agreedAgeMs: agreed };
  }
  // Rows may be late, never early: a younger one proves that the clock is not as far off as the others said.
  if (ageMs < before.leastAgeMs) {
    const isRefuted = agreedAgeMs === null || ageMs < agreedAgeMs - AGREE_MS;
    return runFrom(sighting, isRefuted ? null : agreedAgeMs);
  }
  // A clock that goes too fast.
  if (ageMs <= before.mostAgeMs + AGREE_MS) return runFrom(sighting, agreedAgeMs);
  // Dates to come prove nothing of those that are past.
  if (before.leastAgeMs < -AGREE_MS) return runFrom(sighting, null);
  // Held up on its way, or old: the clock has not jumped in between, or all would have been void.
  return before;
}

function gapAfter(gap: Gap | null, ageMs: number, arrivedAtMs: number): Gap | null {
  if (gap === null) return null;
  if (gap.isStep) return ageMs < gap.byMs - AGREE_MS || isOnTimeDespite(gap.byMs, ageMs) ? null : gap;
  // Any other age, and nobody can say whether it was sleep.
  if (Math.abs(ageMs - gap.byMs) > AGREE_MS) return null;
  return arrivedAtMs - gap.atMs > AGREE_MS ? { ...gap, isStep: true } : gap;
}

/**
 * Whether a row came as it was written by the clock as it is. Were that as far behind as others say, it would have been held
 * up for just as long; and whoever sets their phone ahead would make old whatever others write.
 */
function isOnTimeDespite(saidMs: number, ageMs: number): boolean {
  return saidMs < -AGREE_MS && Math.abs(ageMs) <= AGREE_MS;
}

/** The least of the ages that senders have agreed on; null = there are not two witnesses, or somebody contradicts them. */
function agreedAge(known: ClockWitnesses): number | null {
  const ages: number[] = [];
  const others: number[] = [];
  const take = ({ agreedAgeMs, leastAgeMs }: Run) => {
    if (agreedAgeMs === null) others.push(leastAgeMs);
    else ages.push(agreedAgeMs);
  };
  for (const run of known.runs.values()) take(run);
  for (const [sender, run] of known.before ?? []) if (!known.runs.has(sender)) take(run);
  const least = Math.min(...ages);
  const contradicts = (ageMs: number) => ageMs < least - AGREE_MS || isOnTimeDespite(least, ageMs);
  const isTogether = Math.max(...ages) - least <= AGREE_MS && !others.some(contradicts);
  const { macOffsetMs } = known;
  const ofMac = macOffsetMs !== null && Math.abs(macOffsetMs + least) <= AGREE_MS ? 1 : 0;
  return isTogether && ages.length + ofMac >= 2 ? least : null;
}
