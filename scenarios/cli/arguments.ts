import { InvalidArgumentError } from 'commander';

/** Processes at once. */
export const JOBS_MAX = 9_999;

/** Reads a whole number from `least` on. Commander tells of a wrong one with the option that it is for. */
export function wholeFrom(least: 0 | 1, most = 999_999_999): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} on, such as 4.`);
  };
}

export function numberAboveZero(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Give a number above 0, such as 10.');
}

/** A seed of the swarm names a folder and a scenario. */
export function seedText(text: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text;
  throw new InvalidArgumentError('Give small letters, digits and single hyphens, such as eyes-3.');
}
