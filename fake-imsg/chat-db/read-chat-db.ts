import type { Database } from 'better-sqlite3';
import { createAttachmentQueries } from './read-attachments.ts';
import { type ChatQueries, createChatQueries, rememberChats } from './read-chats.ts';
import { type Columns, probeColumns } from './read-columns.ts';
import { createAssembler, type MessageAssembler } from './read-messages.ts';
import { createOwnRowQuery, type FindOwnRow } from './read-own-rows.ts';
import { createReactionQuery } from './read-reactions.ts';
import { createRowQueries, type RowQueries } from './read-rows.ts';

/** Everything one imsg process can ask of chat.db. Statements are prepared once, columns probed once. */
export interface ChatDb {
  readonly columns: Columns;
  readonly rows: RowQueries;
  readonly chats: ChatQueries;
  readonly assemble: MessageAssembler;
  readonly findOwnRow: FindOwnRow;
}

/** What builds differ in. */
export interface ReadPolicy {
  /** Whether what messages say of their chat is what it was when it was first met (protocol section 2.4). */
  readonly remembersChats: boolean;
}

/** @param home What `~` in attachment paths stands for; null for a Mac in memory. */
export function readChatDb(
  db: Database,
  home: string | null,
  { remembersChats }: ReadPolicy = { remembersChats: false },
): ChatDb {
  const columns = probeColumns(db);
  const rows = createRowQueries(db, columns);
  const chats = createChatQueries(db, columns);
  const attachments = createAttachmentQueries(db, columns, home);
  const reactions = createReactionQuery(db, columns);
  const chatsOfMessages = remembersChats ? rememberChats(chats) : chats;
  return {
    columns,
    rows,
    chats,
    assemble: createAssembler({ rows, chats: chatsOfMessages, attachments, reactions }),
    findOwnRow: createOwnRowQuery(db, columns),
  };
}
