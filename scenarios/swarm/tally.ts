// What a swarm has met and found, added up.

import type { RowCounts } from '../sim/oracle/oracle.ts';
import type { Played } from './play.ts';

export interface Tally {
  readonly seeds: number;
  readonly simulatedMs: number;
  readonly crashes: number;
  readonly replies: number;
  /** Rows that met nothing that went wrong, and those that did. */
  readonly undisturbed: RowCounts;
  readonly disturbed: RowCounts;
  readonly marks: Readonly<Record<string, number>>;
  /** Violations of known kinds, by kind. */
  readonly known: Readonly<Record<string, number>>;
  /** Seeds with a violation that nobody knows yet. */
  readonly failed: readonly string[];
}

const NO_ROWS: RowCounts = { must: 0, mustNot: 0, either: {} };

export const NOTHING: Tally = {
  seeds: 0,
  simulatedMs: 0,
  crashes: 0,
  replies: 0,
  undisturbed: NO_ROWS,
  disturbed: NO_ROWS,
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
    undisturbed: together(tally.undisturbed, opinion.undisturbed),
    disturbed: together(tally.disturbed, opinion.disturbed),
    marks: sum(tally.marks, played.marks),
    known: sum(tally.known, known),
    failed: violations.some(({ kind }) => kind === null) ? [...tally.failed, played.seed] : tally.failed,
  };
}

/** A seed that broke down the process that played it: more is not known of it. */
export function withBroken(tally: Tally, seed: string): Tally {
  return { ...tally, seeds: tally.seeds + 1, failed: [...tally.failed, seed] };
}

function together(one: RowCounts, other: RowCounts): RowCounts {
  return {
    must: one.must + other.must,
    mustNot: one.mustNot + other.mustNot,
    either: sum(one.either, other.either),
  };
}

type Counts = Readonly<Record<string, number>>;

function sum(one: Counts, other: Counts): Counts {
  const total: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) total[name] = (total[name] ?? 0) + count;
  return total;
}

const HOUR_MS = 3_600_000;

/** The closing table, a line each. @param cpuMs Processor time that playing took; 0 = not known. */
export function tallyLines(tally: Tally, cpuMs = 0): string[] {
  const { undisturbed, disturbed } = tally;
  const rows = rowsOf(undisturbed) + rowsOf(disturbed);
  return [
    `${tally.seeds} seeds, ${(tally.simulatedMs / HOUR_MS).toFixed(0)} simulated hours, ${tally.crashes} crashes, ${rows} rows, ${tally.replies} replies`,
    ...(cpuMs > 0 ? [speedLine(tally, rows, cpuMs / 1_000)] : []),
    sharesLine('all rows', together(undisturbed, disturbed)),
    sharesLine('outside of faults', undisturbed),
    ...counted('either', undisturbed.either),
    sharesLine('within faults', disturbed),
    ...counted('either', disturbed.either),
    ...counted('met', tally.marks),
    ...counted('known fault', tally.known),
    `${tally.failed.length} seeds failed`,
  ];
}

function speedLine({ simulatedMs }: Tally, rows: number, cpuSeconds: number): string {
  const [hoursEach, rowsEach] = [simulatedMs / HOUR_MS, rows].map((count) => (count / cpuSeconds).toFixed(0));
  return `${hoursEach} simulated hours per CPU second, ${rowsEach} rows per CPU second`;
}

function sharesLine(which: string, counts: RowCounts): string {
  const rows = rowsOf(counts);
  const share = (count: number) => (rows === 0 ? '0 %' : `${((100 * count) / rows).toFixed(1)} %`);
  const { must, mustNot, either } = counts;
  return `${which} (${rows}): must ${share(must)}, must not ${share(mustNot)}, either ${share(total(either))}`;
}

/** How many rows were judged. */
export function rowsOf({ must, mustNot, either }: RowCounts): number {
  return must + mustNot + total(either);
}

function counted(what: string, counts: Counts): string[] {
  return Object.entries(counts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => `  ${what.padEnd(12)} ${String(count).padStart(8)}  ${name}`);
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
