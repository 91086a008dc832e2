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

/** What the processes that read through one connection have in common. */
type Queries = Omit<ChatDb, 'assemble'> & Parameters<typeof createAssembler>[0] & { readonly home: string | null };

/** Statements stay with their connection: in memory all processes of all scenarios have the same few. */
const prepared = new WeakMap<Database, Queries>();

function queriesOf(db: Database, home: string | null): Queries {
  const known = prepared.get(db);
  if (known?.home === home) return known;
  const columns = probeColumns(db);
  const made = {
    home,
    columns,
    rows: createRowQueries(db, columns),
    chats: createChatQueries(db, columns),
    attachments: createAttachmentQueries(db, columns, home),
    reactions: createReactionQuery(db, columns),
    findOwnRow: createOwnRowQuery(db, columns),
  };
  prepared.set(db, made);
  return made;
}

/** @param home What `~` in attachment paths stands for; null for a Mac in memory. */
export function readChatDb(
  db: Database,
  home: string | null,
  { remembersChats }: ReadPolicy = { remembersChats: false },
): ChatDb {
  const { columns, rows, chats, attachments, reactions, findOwnRow } = queriesOf(db, home);
  const chatsOfMessages = remembersChats ? rememberChats(chats) : chats;
  const assemble = createAssembler({ rows, chats: chatsOfMessages, attachments, reactions });
  return { columns, rows, chats, assemble, findOwnRow };
}
