import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** From when on, given how long ago or as a date. */
export type Since = (nowMs: number) => number;

/** `7d`, `12h`, `30m`, or a date. Throws what the command line tells as wrong usage. */
export function parseSince(text: string): Since {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return (nowMs) => nowMs - Number(count) * UNITS[unit!]!;
  const atMs = /^\d{4}-\d\d-\d\d(?:T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(atMs)) return () => atMs;
  throw new InvalidArgumentError('It is a time such as 7d, 12h or 2026-03-01.');
}
