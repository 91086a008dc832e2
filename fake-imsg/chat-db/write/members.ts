// Who is in a group: the rows of chat_handle_join, where the owner is never among them (file-3.4).

import { ensureHandle } from './handles.ts';
import type { ChatWriter } from './writer.ts';

const MEMBER = `SELECT 1 FROM chat_handle_join AS link
  JOIN handle ON handle.ROWID = link.handle_id WHERE link.chat_id = +? AND handle.id = +?`;

/** Whether somebody is in the group, whichever service their handle belongs to. */
export function isMember(writer: ChatWriter, chatRowid: number, address: string): boolean {
  return writer.statement(MEMBER).get(chatRowid, address) !== undefined;
}

/** Adds somebody who is not in the group yet. */
export function addMember(writer: ChatWriter, chatRowid: number, address: string, service: string): void {
  if (isMember(writer, chatRowid, address)) return;
  const handle = ensureHandle(writer, address, service);
  writer.save(() => writer.insert('chat_handle_join', { chat_id: chatRowid, handle_id: handle }, 'orIgnore'));
}

const REMOVE = `DELETE FROM chat_handle_join
  WHERE chat_id = ? AND handle_id IN (SELECT ROWID FROM handle WHERE id = ?)`;

/** Takes somebody out of the group. A handle that nothing else refers to goes with it, by a trigger. */
export function removeMember(writer: ChatWriter, chatRowid: number, address: string): void {
  writer.save(() => writer.statement(REMOVE).run(chatRowid, address));
}

const LAST_CHANGE = `SELECT message.item_type = 3 OR message.group_action_type = 1 AS gone
  FROM chat_message_join AS link JOIN message ON message.ROWID = link.message_id
  WHERE link.chat_id = +?
    AND ((message.item_type = 1
        AND message.other_handle IN (SELECT ROWID FROM handle WHERE id = +?))
      OR (message.item_type = 3 AND message.group_action_type = 0
        AND message.handle_id IN (SELECT ROWID FROM handle WHERE id = +?)))
  ORDER BY link.message_id DESC LIMIT 1`;

/** Whether somebody was in the group and is no more: the newest note about them says so. */
export function hasLeft(writer: ChatWriter, chatRowid: number, address: string): boolean {
  const found = writer.statement(LAST_CHANGE).get(chatRowid, address, address);
  return (found as { gone: number } | undefined)?.gone === 1;
}

const STATE = 'UPDATE chat SET state = ? WHERE ROWID = ? AND state != ?';

/** Whether the owner takes part: `chat.state` is 3 while so, and 0 in a group that was left. */
export function setTakesPart(writer: ChatWriter, chatRowid: number, takesPart: boolean): void {
  const state = takesPart ? 3 : 0;
  writer.save(() => writer.statement(STATE).run(state, chatRowid, state));
}
