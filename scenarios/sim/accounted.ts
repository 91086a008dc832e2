// Seen is not all seen: every row of chat.db that the cursor has passed is journalled, missed and on the durable list of
// holes, kept back by imsg, or in a span that was skipped and told (ruling-27). Own rows too.

import type { Device } from '../../fake-imsg/device/device.ts';
import type { Journal } from './inspect.ts';
import { readerOf, statementOn } from './statements.ts';
import { suppressedRows } from './suppressed-rows.ts';

export interface Accounts {
  /** Of the account that reads. */
  readonly journal: Journal;
  /** Of all accounts that share its store. */
  readonly journals: readonly Journal[];
  readonly device: Device;
  /** Rows at or below were there before it was read. */
  readonly floor: number;
  /** Whether a row is in a span that was skipped, and told as such. */
  isSkipped(rowid: number): boolean;
}

interface PresentRow {
  readonly rowid: number;
  readonly guid: string | null;
}

/** What was deleted and can be recovered is told to nobody. */
const PRESENT = `SELECT ROWID AS rowid, guid FROM message
  WHERE ROWID > +? AND ROWID <= +? AND ROWID NOT IN (SELECT message_id FROM chat_recoverable_message_join)
  ORDER BY ROWID`;

export function checkAccounted({ journal, journals, device, floor, isSkipped }: Accounts): string[] {
  const { read } = journal;
  if (read === null || (read.journalledTo ?? 0) <= floor) return [];
  const reader = readerOf(device);
  const present = statementOn<[number, number], PresentRow>(reader, PRESENT).all(floor, read.journalledTo!);
  reader.close();
  const isJournalled = journalledIn(journals);
  const isMissed = (rowid: number) =>
    read.holes.some(({ fromRowid, toRowid }) => fromRowid <= rowid && rowid <= toRowid);
  let kept: ReadonlySet<number> | null = null;
  return present.flatMap((row) => {
    const { rowid } = row;
    if (isJournalled(row) || isSkipped(rowid) || isMissed(rowid)) return [];
    kept ??= suppressedRows(device);
    return kept.has(rowid)
      ? []
      : [`unaccounted: row ${rowid} is neither journalled nor missed (cursor ${read.journalledTo})`];
  });
}

/** By its GUID, whatever number it had in whichever database; of a row without one by its number. */
function journalledIn(journals: readonly Journal[]): (row: PresentRow) => boolean {
  const ids = new Set<string>();
  const rowids = new Set<number>();
  for (const { eventId, rowid } of journals.flatMap(({ verdicts }) => verdicts)) {
    ids.add(eventId);
    if (rowid !== null && !eventId.startsWith('guid:')) rowids.add(rowid);
  }
  return ({ rowid, guid }) => ids.has(`guid:${guid}`) || rowids.has(rowid);
}
