// Plays one drawn scenario under the oracle and the checkers, and says what was wrong and what it met.

import type { Driver } from '../runner/drivers/driver.ts';
import { scenarioOfData } from '../runner/load.ts';
import { runScenario } from '../runner/run.ts';
import type { Escape } from '../sim/escapes.ts';
import type { Opinion, RowCounts } from '../sim/oracle/oracle.ts';
import type { Drawn } from './drawn.ts';
import { kindOf } from './known-faults.ts';
import { marksOf } from './marks.ts';
import { factsOf, NOTHING_KNOWN } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

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
  readonly opinion: Pick<Opinion, 'undisturbed' | 'disturbed'>;
  /** What it met, and how often. */
  readonly marks: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly replies: number;
}

const NO_ROWS: RowCounts = { must: 0, mustNot: 0, either: {} };

export async function play(drawn: Drawn): Promise<Played> {
  let opinion: Opinion | null = null;
  let marks: Record<string, number> = {};
  let simulatedMs = 0;
  let crashes = 0;
  let replies = 0;
  let facts = NOTHING_KNOWN;
  const atEnd = (driver: Driver, escapes: readonly Escape[]) => {
    facts = factsOf(driver, escapes);
    opinion = driver.opinion();
    marks = marksOf(driver, drawn);
    simulatedMs = driver.nowMs();
    replies = driver.device.sent().length;
    crashes = drawn.steps.filter((step) => step.gateway === 'crash').length;
  };
  const scenario = scenarioOfData(drawn, `${drawn.about}.yaml`);
  const { failure } = await runScenario(scenario, {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd,
  });
  const said = opinion as Opinion | null;
  const ofOracle = (said?.findings ?? []).map(({ clause, text, row }) => ({
    clause,
    text,
    ...(row && { row }),
  }));
  const escaped = new Set(facts.escapes.map(({ line }) => line));
  const failed = failure?.lines.filter((line) => !escaped.has(line)) ?? [];
  const ofRun = [...escaped].map((text) => ({ clause: 'crash', text }));
  const symptoms: Symptom[] = [...ofOracle, ...ofRun, ...ofChecks(failed)];
  const violations = symptoms.map((symptom) => ({
    clause: symptom.clause,
    text: symptom.text,
    kind: kindOf(symptom, drawn, facts),
  }));
  const { undisturbed, disturbed } = said ?? { undisturbed: NO_ROWS, disturbed: NO_ROWS };
  return {
    seed: drawn.seed,
    simulatedMs,
    violations,
    opinion: { undisturbed, disturbed },
    marks,
    crashes,
    replies,
  };
}

/** A step that nobody was there for changes nothing, nor does an operator who is not asked, or has no answer in time. */
const OF_NOBODY =
  /^(?:wire: no imsg watches|nobody has been asked for anything$|operator [^:]{1,40}: ended with (?:account_unknown|chat_not_listed|chat_not_waiting|gateway_not_running|pairing_code_unknown|no answer))/;

/** What failed besides what the oracle said, which stands at the end. */
function ofChecks(said: readonly string[]): Symptom[] {
  const failed = said.filter((line) => !OF_NOBODY.test(line));
  const end = failed.indexOf('the oracle objects');
  const [head, ...lines] = end < 0 ? failed : failed.slice(0, end);
  if (head === undefined) return [];
  if (head === 'an invariant is broken') return lines.map((text) => ({ clause: 'checker', text }));
  return [{ clause: 'crash', text: [head, ...lines].join('\n') }];
}
