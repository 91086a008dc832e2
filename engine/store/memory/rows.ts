import type { JournalledRow, RowCommands } from '../commands/rows.ts';
import type { Handlers } from '../handlers.ts';
import { ECHO_CODES } from '../rules.ts';
import { rawOf } from './bodies.ts';
import type { MemoryRow, MemorySources } from './sources.ts';

export function createMemoryRows(sources: MemorySources): Handlers<RowCommands> {
  /** The newest ones that are so. */
  const newestWhere =
    (isMeant: (row: MemoryRow) => boolean): Handlers<RowCommands>['echoes' | 'selfNotes'] =>
    ({ sourceIds, sinceMs, rowsMax }) =>
      sourceIds.flatMap((sourceId) =>
        sources
          .get(sourceId)
          .rows.filter(
            (row) => row.seq > sources.rows.length - rowsMax && row.arrivedAtMs >= sinceMs && isMeant(row),
          )
          .map((row) => journalled(sourceId, row)),
      );
  return {
    places: () => sources.all().map(({ sourceId, locator }) => ({ sourceId, locator })),
    journalled: ({ sourceId, sinceMs, afterSeq, limit }) =>
      sources
        .get(sourceId)
        .rows.filter((row) => row.seq > afterSeq && row.arrivedAtMs >= sinceMs)
        .slice(0, limit)
        .map((row) => journalled(sourceId, row)),
    rowNumbered({ seq }) {
      const row = sources.rows[seq - 1];
      return row ? { guid: row.guid, chatGuid: row.chatGuid, isFromMe: row.isFromMe } : null;
    },
    cameIn: ({ accountId, chatGuids, sinceMs, rowsMax, limit }) =>
      sources.rows
        .slice(Math.max(0, sources.rows.length - rowsMax))
        .toReversed()
        .flatMap(({ guid, chatGuid, isFromMe, arrivedAtMs, verdicts }) => {
          const isThere = chatGuid !== null && chatGuids.includes(chatGuid) && !isFromMe;
          const verdict = verdicts.find((one) => one.accountId === accountId);
          if (!isThere || guid === null || arrivedAtMs < sinceMs || verdict === undefined) return [];
          return [{ guid, fate: verdict.fate, code: verdict.code }];
        })
        .slice(0, limit),
    echoes: newestWhere(
      ({ isFromMe, verdicts }) => !isFromMe && verdicts.some(({ code }) => ECHO_CODES.includes(code)),
    ),
    selfNotes: newestWhere(({ verdicts }) =>
      verdicts.some(({ facts }) => facts?.note !== undefined || facts?.twinOf !== undefined),
    ),
    rowsNamed: ({ eventIds, rowid }) =>
      sources
        .all()
        .flatMap((source) => source.rows.map((row) => journalled(source.sourceId, row)))
        .filter((row) => eventIds.includes(row.eventId) || (rowid !== null && row.rowid === rowid))
        .sort((one, other) => one.seq - other.seq),
  };
}

function journalled(sourceId: string, row: MemoryRow): JournalledRow {
  const { seq, eventId, rowid, guid, chatGuid, isFromMe, arrivedAtMs, envelope, verdicts } = row;
  const byAccount = (one: { accountId: string }, other: { accountId: string }) =>
    one.accountId < other.accountId ? -1 : 1;
  const known = { sourceId, seq, eventId, rowid, guid, chatGuid, isFromMe, arrivedAtMs, envelope };
  return { ...known, raw: rawOf(row), verdicts: verdicts.map((verdict) => ({ ...verdict })).sort(byAccount) };
}
