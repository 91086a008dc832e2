// Catch-up lets a first start look back, and another database in the place of the first counts as one.

import type { History, WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';
import type { Symptom } from './symptom.ts';

interface Settings {
  readonly channels?: { readonly imessage?: { readonly catchup?: { readonly enabled?: unknown } } };
}

export function looksBack({ lives }: History): boolean {
  return lives.some(({ config }) => {
    return (config as Settings | undefined)?.channels?.imessage?.catchup?.enabled === true;
  });
}

/** Whether a row is answered that stood in another database at the first look at it, asked for from below. */
export function wasLookedBackTo({ clause, text, row }: Symptom, { history }: RunFacts): boolean {
  if (clause !== 'silent' || !text.endsWith('it was there before the gateway')) return false;
  if (history === null || row === undefined || !looksBack(history)) return false;
  const first = history.subscriptions.find(({ database }) => database === row.database);
  return first !== undefined && first !== history.subscriptions[0] && isAskedFor(row, first);
}

function isAskedFor(row: WitnessedRow, { atMs, sinceRowid }: History['subscriptions'][number]): boolean {
  return row.insertedAtMs <= atMs && sinceRowid !== null && sinceRowid < row.rowid;
}
