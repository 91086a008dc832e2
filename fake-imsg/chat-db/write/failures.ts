import type { ChatWriter } from './writer.ts';

/** `message.error`: there is no such user of iMessage, or no way to the number (file-7). */
export const NO_SUCH_USER = 22;

const MARK_FAILED =
  'UPDATE message SET error = ?, is_sent = 0 WHERE guid = +? AND error = 0 AND is_delivered = 0';

/** Marks an own message as failed, in place; a delivered one stays as it is (file-7). */
export function markFailed(writer: ChatWriter, guid: string, error: number): void {
  writer.save(() => writer.statement(MARK_FAILED).run(error, guid));
}
