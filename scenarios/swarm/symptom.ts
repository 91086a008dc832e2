import type { WitnessedRow } from '../sim/oracle/history.ts';

/** Something that was wrong in a run, before anybody has said which fault it is. */
export interface Symptom {
  /** `answered`, `order` … of the oracle; `checker` = an invariant of the journal; `crash` = the run itself failed. */
  readonly clause: string;
  readonly text: string;
  readonly row?: WitnessedRow;
}
