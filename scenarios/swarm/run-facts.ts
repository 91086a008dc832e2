// What is known of a run besides what went wrong: by it one fault is told from another that looks the same.

import type { Driver } from '../runner/drivers/driver.ts';
import type { Escape } from '../sim/escapes.ts';
import type { History, WitnessedRow } from '../sim/oracle/history.ts';
import { NOTHING_TOLD, type WireFacts, wireFactsOf } from './wire-facts.ts';

export interface RunFacts {
  /** Null where the run broke down before anything was known. */
  readonly history: History | null;
  /** Why the gateway gave a row its fate; null = it has none. */
  reasonOf(row: WitnessedRow): string | null;
  /** What imsg told of rows. */
  wire(): WireFacts;
  /** Exceptions that nobody caught. */
  readonly escapes: readonly Escape[];
}

export const NOTHING_KNOWN: RunFacts = {
  history: null,
  reasonOf: () => null,
  wire: () => NOTHING_TOLD,
  escapes: [],
};

export function factsOf({ ledger, device, history }: Driver, escapes: readonly Escape[]): RunFacts {
  const reasons = new Map<string, string>();
  for (const { name, event } of ledger.events) {
    if ((name === 'row' && event.isNew) || name === 'settled') reasons.set(event.eventId, event.reason);
  }
  const seen = history();
  const record = device.record();
  let wire: WireFacts | null = null;
  return {
    history: seen,
    reasonOf: ({ guid }) => reasons.get(`guid:${guid}`) ?? null,
    // Most runs need none of it, and it is much to read.
    wire() {
      wire ??= wireFactsOf(record, seen?.subscriptions ?? []);
      return wire;
    },
    escapes,
  };
}
