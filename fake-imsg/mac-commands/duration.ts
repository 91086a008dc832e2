import { UsageError } from './output.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
export const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

const DAYS_MAX = 36_500;
const DURATION_MS_MAX = DAYS_MAX * 86_400_000;

/** Milliseconds of a duration such as `3h`. */
export function durationMs(text: string): number {
  const match = DURATION.exec(text);
  if (!match)
    throw new UsageError(`"${text}" is not a time; write a number and ms, s, m, h or d, such as 3h.`);
  const ms = Number(match[1]) * UNIT_MS[match[2]!]!;
  if (ms > DURATION_MS_MAX)
    throw new UsageError(`"${text}" is longer than ${DAYS_MAX}d; no Mac is that old.`);
  return ms;
}
