import Database from 'better-sqlite3';
import { chatDbTemplate } from '../schema/schema.ts';
import { type ChatWriter, createChatWriter } from '../write/writer.ts';

/** A chat.db that lives in memory. */
export interface MemoryChatDb {
  readonly writer: ChatWriter;
  /**
   * The same connection for everybody who reads, so that whoever prepares a statement finds it prepared.
   * Closing it does nothing: processes come and go while the Mac stays.
   */
  readonly reader: Database.Database;
  /** Gives it back, empty again; nobody may read or write it any more. */
  release(): void;
}

/** Databases that wait for their next use; more than a Mac replaces one after another would only take room. */
const IDLE_MAX = 4;

const idle: MemoryChatDb[] = [];

const ANY_CHANGE = 'UPDATE _SqliteDatabaseProperties SET value = value';

/**
 * An empty chat.db, often one that was used before: to open it and prepare its statements takes longer than
 * all that most scenarios do with it. All that is ever written lies within one transaction, so that taking it
 * back leaves no trace.
 */
export function takeMemoryChatDb(): MemoryChatDb {
  const taken = idle.pop() ?? openMemoryChatDb();
  // SQLite counts no change where it rolls back, and whoever remembers what was read here goes by that count.
  taken.writer.db.exec(`BEGIN; ${ANY_CHANGE}`);
  return taken;
}

function openMemoryChatDb(): MemoryChatDb {
  const db = new Database(chatDbTemplate());
  const one: MemoryChatDb = {
    // A savepoint would cost as much as most writes: nobody reads in the middle of one, and all are taken back.
    writer: createChatWriter(db, (work) => work()),
    reader: Object.create(db, { close: { value: () => undefined } }) as Database.Database,
    release() {
      if (!db.inTransaction || idle.length === IDLE_MAX) {
        db.close();
        return;
      }
      db.exec('ROLLBACK');
      idle.push(one);
    },
  };
  return one;
}
