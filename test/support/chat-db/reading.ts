// A small chat.db read as a build of imsg reads it.

import { resolveBuild } from '../../../fake-imsg/builds/builds.ts';
import { type ChatDb, readChatDb } from '../../../fake-imsg/chat-db/read/chat-db.ts';
import type { Message } from '../../../fake-imsg/chat-db/read/messages.ts';
import { type BareChatDb, type BareMessage, createBareChatDb } from './bare-chat-db.ts';

export const HOME = '/home/ada';

/** The file as a build sees it. */
export function openAs({ db }: BareChatDb, build = '0.9.0'): ChatDb {
  return readChatDb(db, HOME, resolveBuild(build).database);
}

export interface Asked {
  readonly chatId?: number;
  readonly limit?: number;
  readonly senders?: readonly string[];
}

/** The history of a chat as a build answers it, newest first. */
export function historyOf(file: BareChatDb, asked: Asked = {}, build = '0.9.0'): readonly Message[] {
  const query = { chatId: 1, limit: 50, senders: [], from: null, until: null, ...asked };
  const fill = { attachments: true, reactions: true };
  const { foldMax } = resolveBuild(build).previews;
  return openAs(file, build).history(query, fill, { foldMax, memory: null });
}

/** Every row, tapbacks too, as a watch from the beginning has them. */
export function watched(file: BareChatDb, build = '0.9.0'): Message[] {
  const db = openAs(file, build);
  const rows = db.rows.aboveInEachChat({ after: 0, limit: 100, tapbacks: true });
  return db.assemble(
    rows.map((row) => ({ row, preview: null })),
    { attachments: true, reactions: true },
  );
}

export function fileWith(...messages: BareMessage[]): BareChatDb {
  const file = createBareChatDb();
  for (const message of messages) file.message(message);
  return file;
}

export const tapback = (id: number, kind: number, target: string, text: string, more: object = {}) => ({
  id,
  text,
  associated_message_type: kind,
  associated_message_guid: target,
  ...more,
});
