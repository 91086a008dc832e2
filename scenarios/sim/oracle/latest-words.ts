// Whether a gateway could know, as it handed a turn over, what had become of its rows by then (ruling-32).

import type { History } from './history.ts';
import type { Settings } from './settings.ts';

/** What keeps a gateway from looking into chat.db. */
const UNREADABLE = /^(?:chat\.db |fullDiskAccess|gone\b|environment no-fda)/;
/** It looked so shortly before the hand-over. */
const LOOKED_MS = 3_000;
/** What it knows to be edited it asks imsg for, and that no longer. */
const ASKED_FOR_MS = 30_000;

/** Where chat.db cannot be asked, or imsg not for so long, a row is handed over as it was told. */
export function mayHaveMissedEdits(atMs: number, { isRemote }: Settings, { disturbances }: History): boolean {
  if (isRemote) return true;
  return disturbances.some(({ what, of, fromMs, toMs }) => {
    if (of !== 'all' && of !== 'reading') return false;
    if ((toMs ?? Number.POSITIVE_INFINITY) < atMs - LOOKED_MS) return false;
    return fromMs <= (UNREADABLE.test(what) ? atMs : atMs - ASKED_FOR_MS);
  });
}
