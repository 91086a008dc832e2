import type { RunRecord } from '../observe/run-record.ts';
import type { DriverName } from './scenario.ts';
import type { Position } from './source-text.ts';

/**
 * Inconclusive: a run with real processes broke down, so that nothing can be said. Known fault: it failed, as it is
 * known to until that is mended.
 */
type Outcome = 'passed' | 'failed' | 'inconclusive' | 'known fault';

export interface Result {
  readonly file: string;
  readonly about: string;
  readonly driver: DriverName;
  readonly seed: string;
  /** Times real time, beside real processes; null in simulation, or where no process was started. */
  readonly speed: number | null;
  readonly outcome: Outcome;
  /** The step at which it went wrong and what there is to say about it; null when passed. */
  readonly failure: { readonly position: Position; readonly lines: readonly string[] } | null;
  /** What happened; null where nobody wants to know. */
  readonly record: RunRecord | null;
}
