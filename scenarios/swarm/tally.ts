// What a swarm has met and found, added up.

import type { Played } from './play.ts';

export interface Tally {
  readonly seeds: number;
  readonly simulatedMs: number;
  readonly crashes: number;
  readonly replies: number;
  readonly must: number;
  readonly mustNot: number;
  readonly either: Readonly<Record<string, number>>;
  readonly marks: Readonly<Record<string, number>>;
  /** Violations of known kinds, by kind. */
  readonly known: Readonly<Record<string, number>>;
  /** Seeds with a violation that nobody knows yet. */
  readonly failed: readonly string[];
}

export const NOTHING: Tally = {
  seeds: 0,
  simulatedMs: 0,
  crashes: 0,
  replies: 0,
  must: 0,
  mustNot: 0,
  either: {},
  marks: {},
  known: {},
  failed: [],
};

export function added(tally: Tally, played: Played): Tally {
  const { violations, opinion } = played;
  const known: Record<string, number> = {};
  for (const { kind } of violations) if (kind !== null) known[kind] = (known[kind] ?? 0) + 1;
  return {
    seeds: tally.seeds + 1,
    simulatedMs: tally.simulatedMs + played.simulatedMs,
    crashes: tally.crashes + played.crashes,
    replies: tally.replies + played.replies,
    must: tally.must + (opinion?.must ?? 0),
    mustNot: tally.mustNot + (opinion?.mustNot ?? 0),
    either: sum(tally.either, opinion?.either ?? {}),
    marks: sum(tally.marks, played.marks),
    known: sum(tally.known, known),
    failed: violations.some(({ kind }) => kind === null) ? [...tally.failed, played.seed] : tally.failed,
  };
}

type Counts = Readonly<Record<string, number>>;

function sum(one: Counts, other: Counts): Counts {
  const total: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) total[name] = (total[name] ?? 0) + count;
  return total;
}

const HOUR_MS = 3_600_000;

/** The closing table, a line each. */
export function tallyLines(tally: Tally): string[] {
  const rows = tally.must + tally.mustNot + total(tally.either);
  const share = (count: number) => (rows === 0 ? '0 %' : `${((100 * count) / rows).toFixed(1)} %`);
  return [
    `${tally.seeds} seeds, ${(tally.simulatedMs / HOUR_MS).toFixed(0)} simulated hours, ${tally.crashes} crashes, ${rows} rows, ${tally.replies} replies`,
    `must ${share(tally.must)}, must not ${share(tally.mustNot)}, either ${share(total(tally.either))}`,
    ...counted('either', tally.either),
    ...counted('met', tally.marks),
    ...counted('known fault', tally.known),
    `${tally.failed.length} seeds failed`,
  ];
}

function counted(what: string, counts: Counts): string[] {
  return Object.entries(counts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => `  ${what.padEnd(12)} ${String(count).padStart(8)}  ${name}`);
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
