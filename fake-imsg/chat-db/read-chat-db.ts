import type { Database } from 'better-sqlite3';
import { createAttachmentQueries } from './read-attachments.ts';
import { type ChatQueries, createChatQueries, rememberChats } from './read-chats.ts';
import { type Columns, probeColumns } from './read-columns.ts';
import { createAssembler, type MessageAssembler } from './read-messages.ts';
import { createOwnRowQuery, type FindOwnRow } from './read-own-rows.ts';
import { createReactionQuery } from './read-reactions.ts';
import { createRecent } from './read-recent.ts';
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

/** What all processes that read through one connection have in common. */
function prepareQueries(db: Database, home: string | null) {
  const columns = probeColumns(db);
  const chats = createChatQueries(db, columns);
  return {
    home,
    columns,
    rows: createRowQueries(db, columns),
    chats,
    recent: createRecent(db, chats),
    attachments: createAttachmentQueries(db, columns, home),
    reactions: createReactionQuery(db, columns),
    findOwnRow: createOwnRowQuery(db, columns),
  };
}

/** In memory every process of every scenario has the same few connections. */
const prepared = new WeakMap<Database, ReturnType<typeof prepareQueries>>();

function queriesOf(db: Database, home: string | null) {
  const known = prepared.get(db);
  if (known?.home === home) return known;
  const queries = prepareQueries(db, home);
  prepared.set(db, queries);
  return queries;
}

/** @param home What `~` in attachment paths stands for; null for a Mac in memory. */
export function readChatDb(
  db: Database,
  home: string | null,
  { remembersChats }: ReadPolicy = { remembersChats: false },
): ChatDb {
  const { columns, rows, chats, recent, attachments, reactions, findOwnRow } = queriesOf(db, home);
  const chatById = remembersChats ? rememberChats(chats.byId) : recent.chatById;
  const assemble = createAssembler({ rows, chatById, recent, attachments, reactions });
  return { columns, rows, chats, assemble, findOwnRow };
}
