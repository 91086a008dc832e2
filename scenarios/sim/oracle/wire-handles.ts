// Whom rows name where a region is set: a number without its country is one of that country (ruling-36).

import type { History, WitnessedRow } from './history.ts';
import { receivingAccounts } from './settings.ts';

/** As they are dialled in North America: no area begins with 0 or 1, ends with 11, or is 555. */
const NORTH_AMERICAN = /^1?((?!555|.11)[2-9]\d{2}[2-9]\d{6})$/;

/** The number with its country, or the handle as it is. Of other countries nothing is known here. */
export function inFull(handle: string, region: string | null): string {
  const digits = handle.replace(/[\s().-]/g, '');
  const [, national] = NORTH_AMERICAN.exec(digits) ?? [];
  return national !== undefined && (region === 'US' || region === 'CA') ? `+1${national}` : handle;
}

/** The same run, its rows with handles as they are read by the region of the accounts. */
export function withHandlesRead(history: History): History {
  const region = receivingAccounts(history.lives.at(-1)?.config)[0]?.wireRegion ?? null;
  if (region === null) return history;
  const read = (handle: string | null) => (handle === null ? null : inFull(handle, region));
  const rowOf = (row: WitnessedRow): WitnessedRow => ({
    ...row,
    sender: read(row.sender),
    ownAddress: read(row.ownAddress),
    chatIdentifier: row.chatGuid?.includes(';+;') ? row.chatIdentifier : read(row.chatIdentifier),
  });
  return { ...history, rows: history.rows.map(rowOf) };
}
