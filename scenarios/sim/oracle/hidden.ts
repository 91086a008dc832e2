// Whom Messages itself hides: strangers are sent no code, and answered only where everybody is (ruling-35).

import { isGroupChat, lists } from './access.ts';
import type { Arrival } from './arrival.ts';
import { couldBeAsked } from './disturbances.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

export const HIDDEN = 'Messages hides its writer';

/**
 * `unknown` = chat.db may not have said it as the gateway decided, between these times; null = not, or it does not matter. Who is
 * paired nobody asks about.
 */
export function isHiddenFrom(
  row: WitnessedRow,
  account: Settings,
  { disturbances }: History,
  [fromMs, toMs]: readonly [fromMs: number, toMs: number],
): 'certain' | 'unknown' | null {
  const { isRemote, allowFrom, dmPolicy, answersHidden } = account;
  if (!row.isHidden || isRemote || isGroupChat(row, account)) return null;
  const counts = allowFrom.includes('*') ? !answersHidden : dmPolicy === 'pairing';
  const named = allowFrom.filter((entry) => entry !== '*');
  if (!counts || lists(named, row.sender ?? '', account)) return null;
  return couldBeAsked(disturbances, fromMs, toMs) ? 'certain' : 'unknown';
}

/** What was told is decided as soon as somebody takes it, what was not as it came. */
export function decidedBetween(
  row: WitnessedRow,
  arrival: Arrival | null,
): readonly [fromMs: number, toMs: number] {
  const { first, taken } = arrival?.toldMs ?? { first: Number.POSITIVE_INFINITY, taken: 0 };
  return Number.isFinite(first) && Number.isFinite(taken)
    ? [first, Math.max(first, taken)]
    : [row.insertedAtMs, row.insertedAtMs];
}
