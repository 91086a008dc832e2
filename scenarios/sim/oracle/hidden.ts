// Whom Messages itself hides: strangers are sent no code, and answered only where everybody is (ruling-35).

import { isGroupChat, lists } from './access.ts';
import { disturbedUntil } from './disturbances.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

export const HIDDEN = 'Messages hides its writer';
/** What keeps chat.db from being read is felt that long. */
const FELT_MS = 140_000;

/** `unknown` = chat.db may not have said it; null = not, or it does not matter. Who is paired nobody asks about. */
export function isHiddenFrom(
  row: WitnessedRow,
  account: Settings,
  { disturbances }: History,
): 'certain' | 'unknown' | null {
  const { isRemote, allowFrom, dmPolicy, answersHidden } = account;
  if (!row.isHidden || isRemote || isGroupChat(row, account)) return null;
  const counts = allowFrom.includes('*') ? !answersHidden : dmPolicy === 'pairing';
  const named = allowFrom.filter((entry) => entry !== '*');
  if (!counts || lists(named, row.sender ?? '', account)) return null;
  const [fromMs, toMs] = [row.insertedAtMs - FELT_MS, row.insertedAtMs + FELT_MS];
  return disturbedUntil(disturbances, 'reading', fromMs, toMs) === null ? 'certain' : 'unknown';
}
