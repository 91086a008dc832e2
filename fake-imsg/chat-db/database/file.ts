import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createChatDb } from '../schema/schema.ts';
import { type ChatWriter, createChatWriter } from '../write/writer.ts';
import { type DatabaseFiles, LogInUse } from './connection.ts';

/** How long a reader, and whoever opens the file, waits for a lock before it gives up. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * How long a write waits for another program that writes. It is tried again later: meanwhile this process has other
 * things to do, and waiting here would keep it from them.
 */
const WRITE_TIMEOUT_MS = 50;

/**
 * Pages of WAL before a checkpoint, about 16 MB. One row dirties some 45 pages; the default of 1000
 * costs a tenth.
 */
const CHECKPOINT_PAGES = 4000;

/** A connection that only reads. Never `immutable`: that would ignore the WAL. */
export function openChatDbReader(path: string): Database.Database {
  return new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
}

/** Makes an empty chat.db at a path where there is none. */
export function createChatDbFile(path: string): void {
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  createChatDb(db);
  db.close();
}

/** The writing connection of one process. A fake Mac has no power cut to fear, so commits are not synced. */
function openChatDbWriter(path: string): ChatWriter {
  const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('synchronous = OFF');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  return createChatWriter(db);
}

function identityOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : '';
}

/** The files at a path at this moment. */
export function chatDbFiles(path: string): DatabaseFiles {
  return { database: identityOf(path), log: identityOf(`${path}-wal`) };
}

const awayPath = (path: string) => `${path}-gone`;

/** Where the file is that Messages holds on to. */
export function heldPath(path: string): string {
  return existsSync(path) ? path : awayPath(path);
}

/** The chat.db at a path, as one process of the device writes it. */
export interface ChatDbFile {
  /** The one writing connection; another one once other files have taken the place of the former. */
  writer(): ChatWriter;
  rotateLog(): void;
  replaceDatabase(fill: (writer: ChatWriter) => void): void;
  moveDatabase(isGone: boolean): void;
  close(): void;
}

export function openChatDbFile(path: string): ChatDbFile {
  let open: { readonly writer: ChatWriter; readonly files: DatabaseFiles } | null = null;
  const isCurrent = () => {
    const { database, log } = chatDbFiles(path);
    return open?.files.database === database && open.files.log === log;
  };
  const writer = () => {
    if (open && isCurrent()) return open.writer;
    const former = open;
    const opened = openChatDbWriter(path);
    // Reading the file is what makes the log.
    opened.db.pragma('user_version');
    opened.db.pragma(`busy_timeout = ${WRITE_TIMEOUT_MS}`);
    open = { writer: opened, files: chatDbFiles(path) };
    // Only now: the last connection to leave a database takes the log with it, by name.
    former?.writer.db.close();
    return opened;
  };
  return {
    writer,
    /**
     * Nothing may be in the log when its file goes: other connections still have that file open, and read
     * from it by places that the shared index names. They open the database anew before they read.
     */
    rotateLog() {
      const [{ busy }] = writer().db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      if (busy !== 0) throw new LogInUse(`${path}: the write-ahead log cannot be emptied, it is being read.`);
      rmSync(`${path}-wal`, { force: true });
      writer();
    },
    replaceDatabase(fill) {
      const other = `${path}-other`;
      rmSync(other, { force: true });
      const db = new Database(other);
      createChatDb(db);
      fill(createChatWriter(db));
      // The last connection to leave takes the log along: one file remains.
      db.close();
      rmSync(`${path}-wal`, { force: true });
      rmSync(`${path}-shm`, { force: true });
      renameSync(other, path);
      writer();
    },
    /** Those who have it open go on reading and writing it: they hold on to files, not to names. */
    moveDatabase(isGone) {
      for (const suffix of ['', '-wal', '-shm']) {
        const [here, away] = [`${path}${suffix}`, `${awayPath(path)}${suffix}`];
        const [from, to] = isGone ? [here, away] : [away, here];
        if (existsSync(from)) renameSync(from, to);
      }
    },
    close() {
      open?.writer.db.close();
      open = null;
    },
  };
}
