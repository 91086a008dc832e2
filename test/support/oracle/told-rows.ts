// Rows that imsg told of, in runs that leave out what the gateway said of them.

import type { History, WitnessedRow } from '../../../scenarios/sim/oracle/history.ts';
import { brokenBy, configOf, type DoctoredRun, lifeUnder, OPEN } from './doctored-run.ts';

const MINUTE_MS = 60_000;

/** The agent is quiet for ten minutes after the owner's own words. */
export const QUIET = { lives: lifeUnder(configOf({ ...OPEN, handoff: { quietMs: 10 * MINUTE_MS } })) };

/** A row of which imsg tells half a second after it came. */
export function told(run: DoctoredRun, ...facts: Parameters<DoctoredRun['row']>): WitnessedRow {
  const row = run.row(...facts);
  run.told(row, 500);
  return row;
}

/** The owner writes a minute after the beginning, and somebody else so long after that. */
export const stepsIn =
  (afterMs: number, isAnswered: boolean, own = 'It is me') =>
  (run: DoctoredRun) => {
    told(run, { inMs: MINUTE_MS, isFromMe: true, text: own });
    const row = told(run, { inMs: MINUTE_MS + afterMs });
    if (isAnswered) run.turn([row]);
  };

/** The clauses that the oracle finds broken, but those that such a run leaves open: more may be. */
export function brokenOfTold(
  tell: (run: DoctoredRun) => void,
  facts: Partial<History> = {},
  open: readonly string[] = [],
): string[] {
  return brokenBy(tell, facts).filter((clause) => clause !== 'told' && !open.includes(clause));
}

/** The same of runs with commands: what these are answered with they leave out as well. */
export function brokenOfCommands(tell: (run: DoctoredRun) => void, facts: Partial<History> = {}): string[] {
  return brokenOfTold(tell, facts, ['replied']);
}
