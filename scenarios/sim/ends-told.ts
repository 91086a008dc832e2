import type { Ledger } from '../observe/ledger.ts';
import type { Journal } from './inspect.ts';

const IS_TROUBLE: ReadonlySet<string> = new Set(['failed', 'unknown', 'expired', 'undelivered']);

/** Whatever did not arrive, or may not have, was told of by some gateway. */
export function checkEndsTold({
  journal: { parts },
  ledger,
}: {
  readonly journal: Pick<Journal, 'parts'>;
  readonly ledger?: Ledger;
}): string[] {
  if (!ledger) return [];
  const told = new Set<string>();
  for (const { name, event } of ledger.events)
    if (name === 'part') told.add(`${event.partId} ${event.state}`);
  return parts
    .filter(({ partId, state }) => IS_TROUBLE.has(state) && !told.has(`${partId} ${state}`))
    .map(({ partId, state }) => `part ${partId} is ${state}, which nobody was told`);
}
