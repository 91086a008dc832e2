import { appleNs } from './apple-time.ts';
import type { ChatWriter } from './writer.ts';

const MARK = `UPDATE message SET is_delivered = 1, date_delivered = ?
  WHERE guid = ? AND is_delivered = 0 AND service = 'iMessage'`;

/**
 * Marks an outgoing iMessage of a DM as delivered. SMS hardly ever is, and group messages never are
 * (chat-db.md 7), so never call it for one of a group.
 *
 * @param deliveredMs when, in Unix milliseconds; null leaves `date_delivered` 0, as on many real rows
 */
export function markDelivered(writer: ChatWriter, guid: string, deliveredMs: number | null): void {
  const date = deliveredMs === null ? 0 : appleNs(deliveredMs);
  writer.save(() => writer.statement(MARK).run(date, guid));
}
