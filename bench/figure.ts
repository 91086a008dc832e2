// What a workload measures, and how it stands beside its bar.

/** What is compared: the value itself, or its share of the limit measured in the same run. */
interface Bar {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
}

export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The same work without the code under test, measured in the same run, in `unit`; null where there is none. */
  readonly limit: number | null;
  /** Null = told for what it is worth; no bar is set. */
  readonly bar: Bar | null;
  /** What was done: sizes, counts, groups. */
  readonly parameters: string;
  /** Of the outcome of the work, so that two runs can be seen to have done the same; empty where it has none. */
  readonly checksum: string;
}

/** How much work a run does: `small` for the tests, `full` for figures worth quoting. */
export type Size = 'small' | 'full';

export interface Workload {
  readonly name: string;
  run(size: Size): Promise<readonly Figure[]>;
}

export function ratioOf({ value, limit }: Figure): number | null {
  return limit === null || limit === 0 ? null : value / limit;
}

/** Null where there is no bar. */
export function meetsBar(figure: Figure): boolean | null {
  const { bar } = figure;
  if (bar === null) return null;
  const compared = bar.of === 'value' ? figure.value : ratioOf(figure);
  if (compared === null) return false;
  const { atLeast = -Infinity, below = Infinity, atMost = Infinity } = bar;
  return compared >= atLeast && compared < below && compared <= atMost;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of all values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new RangeError('there is no percentile of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)]!;
}
