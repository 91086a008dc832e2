import type { Violation } from '../swarm/play.ts';

/** What is wrong in one world, a line each. What there is beyond `linesMax` is counted: one fault may show in hundreds of rows. */
export function violationLines(seed: string, found: readonly Violation[], linesMax: number): string[] {
  const shown = found
    .slice(0, linesMax)
    .map(({ clause, text }) => `✗ ${seed} ${clause}: ${JSON.stringify(text)}`);
  const left = found.length - shown.length;
  return left === 0 ? shown : [...shown, `✗ ${seed} and ${left} more: imgate-lab swarm --only ${seed}`];
}
