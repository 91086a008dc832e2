import type Database from 'better-sqlite3';
import { EngineError } from '../../errors.ts';
import type { ReaderCore, StoreCore } from '../core.ts';
import { type Handlers, runCommand, runReads } from '../handlers.ts';
import { leadsToSend } from '../rules.ts';
import type { Command, Outcome } from '../store.ts';
import { createApprovalTable } from './approvals.ts';
import { obeyHandlers, prepareCarryOut } from './chat-commands.ts';
import { createChatTable } from './chats.ts';
import { isDatabaseFailure, storeError } from './errors.ts';
import { exchangeHandlers } from './exchanges.ts';
import { createPlaceCheck } from './file-key.ts';
import { createFirstTurnTable } from './first-turns.ts';
import { createGroupWindowTable } from './group-windows.ts';
import { createHoleTable } from './holes.ts';
import { journalHandlers } from './journal.ts';
import { createKnownParts, createKnownTurns } from './known-ids.ts';
import { createKnownRows } from './known-rows.ts';
import { prepareLeaveToOwner } from './left-to-owner.ts';
import { openDatabase, openForReading } from './open-database.ts';
import { createOpenMarks } from './open-marks.ts';
import { createOwnersWordTable } from './owners-words.ts';
import { createPairingTable } from './pairing.ts';
import { partHandlers } from './parts.ts';
import { createPendingRows } from './pending-rows.ts';
import { redoHandlers } from './redo.ts';
import { reportHandlers } from './reports.ts';
import { rowHandlers } from './rows.ts';
import { createSessionTable } from './sessions.ts';
import { createSourceTable } from './sources.ts';
import { createSystemEventTable } from './system-events.ts';
import { prepareEndLane, turnHandlers } from './turns.ts';

/** A store in a SQLite file. Throws what `openDatabase` throws. */
export function openSqliteCore(path: string): StoreCore {
  return createSqliteCore(openDatabase(path), path);
}

/** Reads a store beside the gateway that owns it. Throws what `openForReading` throws. */
export function openSqliteReader(path: string): ReaderCore {
  const db = openForReading(path);
  const tables = createTables(db);
  return { read: reads(db, path, tables), close: () => void db.close() };
}

interface Tables {
  readonly handlers: Handlers;
  /** Nothing read earlier holds any more: what was written was undone. */
  forget(): void;
  /** Nor does it where somebody else has written. To call as a transaction begins in which that may be. */
  refresh(): void;
}

function createTables(db: Database.Database, latestRows?: number): Tables {
  const pending = createPendingRows(db);
  const known = createKnownRows(db, latestRows);
  const knownTurns = createKnownTurns(db, latestRows);
  const knownParts = createKnownParts(db, latestRows);
  const open = createOpenMarks(db, { turn: knownTurns.nextSeq, part: knownParts.nextSeq });
  const sources = createSourceTable(db, { pending, open, known });
  const holes = createHoleTable(db, sources);
  const chats = createChatTable(db, sources);
  const events = createSystemEventTable(db);
  const windows = createGroupWindowTable(db);
  const ownersWords = createOwnersWordTable(db);
  const firstTurns = createFirstTurnTable(db);
  const pairing = createPairingTable(db, knownParts);
  const approvals = createApprovalTable(db, { knownTurns, knownParts });
  const sessions = createSessionTable(db);
  const endLane = prepareEndLane(db, open);
  const carryOut = prepareCarryOut(db, { events, windows, sessions, sources, pending, endLane, knownParts });
  const handlers = {
    ...sources.handlers,
    ...holes.handlers,
    ...chats.handlers,
    ...events.handlers,
    ...windows.handlers,
    ...ownersWords.handlers,
    ...exchangeHandlers(db),
    ...firstTurns.handlers,
    ...journalHandlers(db, sources, {
      holes,
      chats,
      events,
      windows,
      ownersWords,
      pending,
      pairing,
      carryOut,
      leaveToOwner: prepareLeaveToOwner(db, { sources, pending, endLane }),
      answer: approvals.answer,
      known,
    }),
    ...rowHandlers(db, sources, known),
    ...reportHandlers(db, sources, [events, approvals]),
    ...sessions.handlers,
    ...obeyHandlers(db, sources, carryOut),
    ...turnHandlers(db, sources, { events, windows, firstTurns, knownTurns }, open),
    ...redoHandlers(db, open, knownTurns),
    ...partHandlers(db, open, { knownTurns, knownParts }),
    ...pairing.handlers,
    ...approvals.handlers,
  };
  const remembering = [sources, pending, open, known, knownTurns, knownParts];
  const forget = () => {
    for (const each of remembering) each.forget();
  };
  const versionNow = db.prepare<[], number>('PRAGMA data_version').pluck();
  let version: number | undefined;
  const refresh = () => {
    const found = versionNow.get();
    if (found !== version) {
      forget();
      for (const each of [known, knownTurns, knownParts]) each.writtenElsewhere();
    }
    version = found;
  };
  return { handlers, forget, refresh };
}

/**
 * Puts the commands in front of an opened database.
 *
 * @param path What its errors name.
 * @param latestRows How many rows, turns and parts are known without an index. Default: enough for a busy minute.
 */
export function createSqliteCore(db: Database.Database, path: string, latestRows?: number): StoreCore {
  const tables = createTables(db, latestRows);
  const inTransaction = transactions(db, path, tables.forget);
  const checkPlace = createPlaceCheck(path);
  const unlessRefused = plainly(tables.handlers);
  const withSavepoints = savepoints(db, tables);
  const owner = db.prepare<[], number>('SELECT epoch FROM owner').pluck();
  const own = db
    .prepare<[string, number], number>(
      `INSERT INTO owner (one, epoch, instance, acquired_at_ms) VALUES (1, 1, ?, ?)
       ON CONFLICT (one) DO UPDATE
         SET epoch = epoch + 1, instance = excluded.instance, acquired_at_ms = excluded.acquired_at_ms
       RETURNING epoch`,
    )
    .pluck();

  return {
    acquire: ({ instanceId, atMs }) =>
      inTransaction(() => {
        checkPlace();
        tables.refresh();
        return own.get(instanceId, atMs)!;
      })!,
    transact(epoch, commands) {
      const attempt = (run: RunAll) =>
        inTransaction(() => {
          if (commands.some(leadsToSend)) checkPlace();
          if (owner.get() !== epoch) throw new EngineError('store_owner_lost');
          return run(commands);
        });
      // A savepoint copies every page its command touches, and hardly any command is ever refused: only a
      // batch in which one was is done over with savepoints.
      return attempt(unlessRefused) ?? attempt(withSavepoints)!;
    },
    check(epoch) {
      checkPlace();
      let current: number | undefined;
      try {
        current = owner.get();
      } catch {
        // Whether it is lost shows when it can be read again; a commit does not go by this.
        return;
      }
      if (current !== epoch) throw new EngineError('store_owner_lost');
    },
    checkpoint: () => checkpoint(db),
    read: reads(db, path, tables),
    close() {
      if (db.open) checkpoint(db);
      db.close();
    },
  };
}

/** Nothing is lost where it fails: the log is read at the next opening. */
function checkpoint(db: Database.Database): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // The disk is full or failing, which the next commit says.
  }
}

/** One moment of the store for all commands of a call. */
function reads(db: Database.Database, path: string, { handlers, refresh }: Tables): ReaderCore['read'] {
  const begin = db.prepare('BEGIN');
  const end = db.prepare('COMMIT');
  return (commands) => {
    if (!db.open) throw new EngineError('store_closed');
    try {
      begin.run();
      refresh();
      const outcomes = runReads(handlers, commands);
      end.run();
      return outcomes;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw storeError(error, path);
    }
  };
}

/**
 * Runs `work` in one transaction that is on the disk when this returns, or throws with nothing applied. Nor is
 * anything when `work` answers null.
 */
function transactions(
  db: Database.Database,
  path: string,
  undone: () => void,
): <Result>(work: () => Result | null) => Result | null {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (work) => {
    if (!db.open) throw new EngineError('store_closed');
    try {
      begin.run();
      const result = work();
      if (result !== null) commit.run();
      else {
        rollback.run();
        undone();
      }
      return result;
    } catch (error) {
      undone();
      // Some failures have made SQLite roll back already.
      if (db.inTransaction) rollback.run();
      throw storeError(error, path);
    }
  };
}

/** The outcomes of a batch; null = it has to be undone as a whole. */
type RunAll = (commands: readonly Command[]) => readonly Outcome[] | null;

/** Runs commands one after the other and gives up when one is refused. */
function plainly(handlers: Handlers): RunAll {
  return (commands) => {
    const outcomes: Outcome[] = [];
    for (const command of commands) {
      const outcome = runCommand(handlers, command);
      if (!outcome.ok) {
        if (isDatabaseFailure(outcome.error)) throw outcome.error;
        return null;
      }
      outcomes.push(outcome);
    }
    return outcomes;
  };
}

/** Runs each command behind a savepoint, so that one that is refused does not undo its neighbours. */
function savepoints(db: Database.Database, { handlers, forget }: Tables): RunAll {
  const save = db.prepare('SAVEPOINT command');
  const release = db.prepare('RELEASE command');
  const undo = db.prepare('ROLLBACK TO command');
  const run = (command: Command) => {
    save.run();
    const outcome = runCommand(handlers, command);
    if (!outcome.ok) {
      if (isDatabaseFailure(outcome.error)) throw outcome.error;
      undo.run();
      forget();
    }
    release.run();
    return outcome;
  };
  return (commands) => commands.map(run);
}
