// Plays one drawn scenario under the oracle and the checkers, and says what was wrong and what it met.

import type { Driver } from '../runner/drivers/driver.ts';
import { scenarioOfData } from '../runner/load.ts';
import { runScenario } from '../runner/run.ts';
import type { Opinion } from '../sim/oracle/oracle.ts';
import type { Drawn } from './drawn.ts';
import { kindOf } from './known-faults.ts';
import { marksOf } from './marks.ts';

/** One thing that was wrong. */
export interface Violation {
  /** `answered`, `order` … of the oracle; `checker` = an invariant of the journal; `crash` = the run itself failed. */
  readonly clause: string;
  readonly text: string;
  /** The kind of known fault that it is; null = nobody knows it yet. */
  readonly kind: string | null;
}

export interface Played {
  readonly seed: string;
  readonly simulatedMs: number;
  readonly violations: readonly Violation[];
  readonly opinion: Pick<Opinion, 'must' | 'mustNot' | 'either'> | null;
  /** What it met, and how often. */
  readonly marks: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly replies: number;
}

export async function play(drawn: Drawn): Promise<Played> {
  let opinion: Opinion | null = null;
  let marks: Record<string, number> = {};
  let simulatedMs = 0;
  let crashes = 0;
  let replies = 0;
  const atEnd = (driver: Driver) => {
    opinion = driver.opinion();
    marks = marksOf(driver, drawn);
    simulatedMs = driver.nowMs;
    replies = driver.device.sent().length;
    crashes = drawn.steps.filter((step) => step.gateway === 'crash').length;
  };
  const scenario = scenarioOfData(drawn, `${drawn.about}.yaml`);
  const { failure } = await runScenario(scenario, { driver: 'sim', keepsRecord: false, atEnd });
  const said = opinion as Opinion | null;
  const ofOracle = (said?.findings ?? []).map(({ clause, text, row }) => ({
    clause,
    text,
    kind: kindOf({ clause, text, ...(row && { row }) }, drawn),
  }));
  const violations: Violation[] = [...ofOracle];
  if (failure && ofOracle.length === 0) {
    const [head = '', ...lines] = failure.lines;
    const clause = head === 'an invariant is broken' ? 'checker' : 'crash';
    for (const text of clause === 'checker' ? lines : [failure.lines.join('\n')]) {
      violations.push({ clause, text, kind: kindOf({ clause, text }, drawn) });
    }
  }
  const { must, mustNot, either } = said ?? { must: 0, mustNot: 0, either: {} };
  return {
    seed: drawn.seed,
    simulatedMs,
    violations,
    opinion: { must, mustNot, either },
    marks,
    crashes,
    replies,
  };
}
