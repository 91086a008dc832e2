import { appleNs } from './apple-time.ts';
import type { ChatWriter } from './writer.ts';

/**
 * Marks an outgoing message of a DM as delivered. Group messages never are (chat-db.md 7), so never call it
 * for one.
 *
 * @param deliveredMs when, in Unix milliseconds; null leaves `date_delivered` 0, as on many real rows
 */
export function markDelivered(writer: ChatWriter, guid: string, deliveredMs: number | null): void {
  const date = deliveredMs === null ? 0 : appleNs(deliveredMs);
  writer.save(() =>
    writer
      .statement(
        'UPDATE message SET is_delivered = 1, date_delivered = ? WHERE guid = ? AND is_delivered = 0',
      )
      .run(date, guid),
  );
}
