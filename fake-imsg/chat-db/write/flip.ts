import type { ChatWriter } from './writer.ts';

const FLIP = `UPDATE message SET is_from_me = 1, is_sent = 1, is_delivered = 0, handle_id = ?
  WHERE guid = +? AND is_from_me = 0`;

/**
 * Turns a row that was written as if somebody else had sent it into one of the owner, in place.
 *
 * @param handleRowid of the other party of a DM; 0 in a group
 */
export function flipToOwn(writer: ChatWriter, guid: string, handleRowid: number): void {
  writer.save(() => writer.statement(FLIP).run(handleRowid, guid));
}
