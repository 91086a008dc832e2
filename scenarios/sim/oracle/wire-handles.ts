// Whom rows name where a region is set: a number without its country is one of that country (ruling-36).

import type { Acting } from './deed.ts';
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

/** The same of who came into groups or went, and of whom imsg was told so. */
function actingRead(acting: Acting, read: (handle: string) => string): Acting {
  const calls = acting.calls.map((call) => {
    const { address } = call.params;
    return typeof address === 'string'
      ? { ...call, params: { ...call.params, address: read(address) } }
      : call;
  });
  const groups = acting.groups.map((change) =>
    change.kind === 'group-rename' ? change : { ...change, what: read(change.what) },
  );
  return { ...acting, calls, groups };
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
  const acting = history.acting && actingRead(history.acting, (handle) => inFull(handle, region));
  return { ...history, rows: history.rows.map(rowOf), ...(acting && { acting }) };
}
