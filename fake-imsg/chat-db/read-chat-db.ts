import type { Database } from 'better-sqlite3';
import { createAttachmentQueries } from './read-attachments.ts';
import { type ChatQueries, createChatQueries } from './read-chats.ts';
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

/** @param home What `~` in attachment paths stands for; null for a Mac in memory. */
export function readChatDb(db: Database, home: string | null): ChatDb {
  const columns = probeColumns(db);
  const rows = createRowQueries(db, columns);
  const chats = createChatQueries(db, columns);
  const attachments = createAttachmentQueries(db, columns, home);
  const reactions = createReactionQuery(db, columns);
  return {
    columns,
    rows,
    chats,
    assemble: createAssembler({ rows, chats, attachments, reactions }),
    findOwnRow: createOwnRowQuery(db, columns),
  };
}
