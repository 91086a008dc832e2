import type { Spawn } from './imsg/transport.ts';
import type { Clock } from './ports/clock.ts';
import type { Files } from './ports/files.ts';
import type { Http } from './ports/http.ts';
import type { Ids } from './ports/ids.ts';
import type { Logger } from './ports/logger.ts';
import type { MessagesDb } from './ports/messages-db.ts';
import type { Programs } from './ports/programs.ts';
import type { StoreBackend } from './store/store.ts';
import type { Unawaited } from './unawaited.ts';

/** What an engine asks of its world. Left out of `createEngine`, the real one of this machine is used. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Of this machine, as `process.platform`. */
  readonly platform: string;
  readonly logger: Logger;
  readonly files: Files;
  readonly programs: Programs;
  readonly http: Http;
  /** Starts an `imsg` child. */
  readonly spawn: Spawn;
  /** Names chat.db; it is opened, read-only, by the first call, whose errors are `messages_db_unreadable`. */
  openMessagesDb(path: string): MessagesDb;
  /** The store of a state folder; nothing is opened yet. */
  storeOf(stateDir: string): StoreBackend;
  /**
   * Holds a Messages database against gateways with other stores; returns the function that gives it back. Null = a
   * gateway on the same store has it still. Throws `source_locked`.
   */
  lockSource(
    database: { readonly fileKey: string; readonly path: string },
    stateDir: string,
  ): (() => void) | null;
}

/** What the parts of an engine are given: its ports, and what they have in common. */
export interface EngineWorld extends EnginePorts {
  readonly unawaited: Unawaited;
  /** Aborts as soon as a stop begins: no pause goes on, and nothing is tried that has been tried before. */
  readonly ending: AbortSignal;
}
