// What is known of a run besides what went wrong: by it one fault is told from another that looks the same.

import type { Driver } from '../runner/drivers/driver.ts';
import type { Escape } from '../sim/escapes.ts';
import type { History, WitnessedRow } from '../sim/oracle/history.ts';

export interface RunFacts {
  /** Null where the run broke down before anything was known. */
  readonly history: History | null;
  /** Why the gateway gave a row its fate; null = it has none. */
  reasonOf(row: WitnessedRow): string | null;
  /** Exceptions that nobody caught. */
  readonly escapes: readonly Escape[];
}

export const NOTHING_KNOWN: RunFacts = {
  history: null,
  reasonOf: () => null,
  escapes: [],
};

export function factsOf({ ledger, history }: Driver, escapes: readonly Escape[]): RunFacts {
  const reasons = new Map<string, string>();
  for (const { name, event } of ledger.events) {
    if ((name === 'row' && event.isNew) || name === 'settled') reasons.set(event.eventId, event.reason);
  }
  return {
    history: history(),
    reasonOf: ({ guid }) => reasons.get(`guid:${guid}`) ?? null,
    escapes,
  };
}
