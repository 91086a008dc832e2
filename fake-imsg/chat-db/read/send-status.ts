import type { Database } from 'better-sqlite3';
import { type Columns, columnOrNull } from './columns.ts';

/** What a row says of the way a message took. Dates in nanoseconds since 2001; 0 = none. */
export interface SendStatus {
  readonly guid: string;
  readonly service: string;
  readonly error: number;
  readonly dateDelivered: number;
  readonly dateRead: number;
  readonly isSent: number;
  readonly isDelivered: number;
  readonly isFinished: number;
  readonly isDelayed: number;
  readonly isPrepared: number;
  readonly isPendingSatelliteSend: number;
  readonly wasDowngraded: number;
}

/** What builds differ in. */
export interface SendStatusPolicy {
  /** Whether GUIDs are told apart by case too. */
  readonly guidCase: 'exact' | 'any';
}

/** The newest row with this GUID. */
export type FindSendStatus = (guid: string) => SendStatus | null;

const NUMBERS = {
  error: 'error',
  dateDelivered: 'date_delivered',
  dateRead: 'date_read',
  isSent: 'is_sent',
  isDelivered: 'is_delivered',
  isFinished: 'is_finished',
  isDelayed: 'is_delayed',
  isPrepared: 'is_prepared',
  isPendingSatelliteSend: 'is_pending_satellite_send',
  wasDowngraded: 'was_downgraded',
} as const;

export function createSendStatus(
  db: Database,
  columns: Columns,
  { guidCase }: SendStatusPolicy,
): FindSendStatus {
  const numbers = Object.entries(NUMBERS).map(
    ([name, column]) => `COALESCE(${columnOrNull(columns, 'message', 'm', column)}, 0) AS ${name}`,
  );
  const guid = `COALESCE(${columnOrNull(columns, 'message', 'm', 'guid')}, '')`;
  const service = `COALESCE(${columnOrNull(columns, 'message', 'm', 'service')}, '')`;
  const collation = guidCase === 'any' ? 'COLLATE NOCASE' : '';
  const find = db.prepare<[string], SendStatus>(`SELECT ${guid} AS guid, ${service} AS service,
      ${numbers.join(', ')}
    FROM message m WHERE ${guid} = +? ${collation} ORDER BY m.ROWID DESC LIMIT 1`);
  return (wanted) => find.get(wanted) ?? null;
}
