import { chmodSync, closeSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { EngineError } from '../../errors.ts';
import { faultOfFolder, WRITE_BY_OTHERS } from '../../ports/own-folder.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../migrations.ts';
import { storeError } from './errors.ts';
import { openOwn } from './lock-file.ts';
import { isLogDamaged } from './log-damage.ts';

/** How long opening, or reading beside a gateway, waits for another process. */
const OPEN_TIMEOUT_MS = 1_000;
/** How long a commit waits for one: it holds the loop meanwhile, and is tried again. */
const BUSY_TIMEOUT_MS = 50;
/**
 * Pages in the log (16 MiB) before they go into the file. GUIDs come in no order, so nearly every row of a backlog
 * touches an index page of its own: the longer the log, the more rows share a page that is written back, and
 * the more pages are kept, the fewer are read again.
 */
const CHECKPOINT_PAGES = 4_000;
const CACHE_KIB = 8_192;

/**
 * Opens the state file, creates it or brings it up to date. The file is the owner's alone (mode 0600, a new
 * folder 0700). Throws `store_too_new`, `store_unusable` or `store_damaged` without having changed the file, and for
 * the moment `store_full`, `store_busy` or `store_failing`.
 */
export function openDatabase(path: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    createFolder(dirname(path));
    if (existsSync(path)) {
      closeSync(openOwn(path, constants.O_RDWR));
      checkLog(path);
      checkUnchanged(path);
    }
    createPrivately(path);
    db = new Database(path, { timeout: OPEN_TIMEOUT_MS });
    makeDurable(db);
    migrate(db);
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return db;
  } catch (error) {
    db?.close();
    throw storeError(error, path);
  }
}

/**
 * Opens the state file of a gateway that may be running, to read. Nothing is created or brought up to date. Throws
 * `store_too_new`, and `store_unusable` where there is no store or one of an earlier version.
 */
export function openForReading(path: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    if (!existsSync(path)) {
      throw new EngineError('store_unusable', {
        message: `There is no store at ${path}: no gateway ran there.`,
      });
    }
    checkUnchanged(path);
    db = new Database(path, { readonly: true, timeout: OPEN_TIMEOUT_MS });
    const version = db.pragma('user_version', { simple: true });
    if (version !== SCHEMA_VERSION) {
      throw new EngineError('store_unusable', {
        message: `${path} has version ${version}, and version ${SCHEMA_VERSION} is read: a start of the gateway brings it up to date.`,
      });
    }
    return db;
  } catch (error) {
    db?.close();
    throw storeError(error, path);
  }
}

/** Looks at the file without the right to write: what is not ours is left as it was found. */
function checkUnchanged(path: string): void {
  const db = new Database(path, { readonly: true, timeout: OPEN_TIMEOUT_MS });
  try {
    const applicationId = db.pragma('application_id', { simple: true });
    const version = db.pragma('user_version', { simple: true }) as number;
    if (applicationId !== APPLICATION_ID && !isBlank(db)) {
      throw new EngineError('store_unusable', { message: `${path} is a database of another program.` });
    }
    if (version > SCHEMA_VERSION) {
      throw new EngineError('store_too_new', {
        message: `${path} has version ${version}; this imgate knows versions up to ${SCHEMA_VERSION}.`,
      });
    }
  } finally {
    db.close();
  }
}

/** A file without tables or marks: new, or left by a crash before its first commit. */
function isBlank(db: Database.Database): boolean {
  const [applicationId, version] = ['application_id', 'user_version'].map((name) =>
    db.pragma(name, { simple: true }),
  );
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  return applicationId === 0 && version === 0 && tables === 0;
}

/** The folder of the state is this user's, or whoever else can write there has the gateway in his hands. */
function createFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fault = faultOfFolder(folder, WRITE_BY_OTHERS);
  if (fault !== null) throw new EngineError('store_unusable', { message: `The state folder: ${fault}` });
}

function checkLog(path: string): void {
  if (!isLogDamaged(`${path}-wal`)) return;
  throw new EngineError('store_damaged', {
    message: `${path}-wal is damaged: what was committed last cannot be read.`,
  });
}

/** SQLite gives new side files the mode of the main one; those that are there already are put right too. */
function createPrivately(path: string): void {
  closeSync(openOwn(path, constants.O_RDWR | constants.O_CREAT));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file)) chmodSync(file, 0o600);
  }
}

/** A commit is on the disk when it returns. Little of this is kept in the file, so it is set at every open. */
function makeDurable(db: Database.Database): void {
  const journalMode = db.pragma('journal_mode = WAL', { simple: true });
  db.pragma('synchronous = FULL');
  // Only macOS knows these: there a plain fsync does not reach the platter.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  // What is dropped is gone from the file as well.
  db.pragma('secure_delete = ON');
  // What a savepoint would undo is kept in memory; else large batches go through a temporary file.
  db.pragma('temp_store = MEMORY');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const synchronous = db.pragma('synchronous', { simple: true });
  if (journalMode !== 'wal' || synchronous !== 2) {
    throw new EngineError('store_unusable', {
      message: `${db.name} cannot be written durably (journal_mode ${journalMode}, synchronous ${synchronous}).`,
    });
  }
}

/** Runs what is missing in one transaction; asks for the version inside it, since two may open at once. */
function migrate(db: Database.Database): void {
  const run = db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number;
    for (const script of MIGRATIONS.slice(version)) db.exec(script);
    if (version === SCHEMA_VERSION) return;
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
  run.immediate();
}
