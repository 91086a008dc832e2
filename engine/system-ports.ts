import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { EnginePorts } from './engine-ports.ts';
import { createSpawn } from './imsg/spawn.ts';
import { type Clock, createSystemClock } from './ports/clock.ts';
import { createFiles } from './ports/files.ts';
import { createSystemIds, type Ids } from './ports/ids.ts';
import type { Logger } from './ports/logger.ts';
import { openMessagesDb } from './ports/sqlite-messages-db.ts';
import { createCoreBackend } from './store/core-backend.ts';
import { openSqliteCore, openSqliteReader } from './store/sqlite/core.ts';
import { lockSource } from './store/sqlite/source-lock.ts';

/** File of the store within the state folder. */
export const STORE_FILE = 'imgate.db';
/**
 * One for all gateways of a user, wherever their stores are. Not below TMPDIR, which differs between a login
 * session and one over a remote shell.
 */
const LOCK_FOLDER = `/tmp/imgate-locks-${userInfo().uid}`;

interface SystemPortsOptions {
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

/** The real world of this machine: real time, real processes, SQLite in the state folder. */
export function createSystemPorts({
  logger,
  clock = createSystemClock(),
  ids = createSystemIds(),
}: SystemPortsOptions): EnginePorts {
  return {
    clock,
    ids,
    logger,
    spawn: createSpawn(clock),
    openMessagesDb,
    storeOf(stateDir) {
      const path = join(stateDir, STORE_FILE);
      return createCoreBackend({
        openCore: () => openSqliteCore(path),
        openReaderCore: () => openSqliteReader(path),
        // One turn of the loop: commands of frames that came together share a commit.
        schedule: (apply) => clock.soon(() => apply()()),
      });
    },
    lockSource: ({ fileKey, path }, stateDir) =>
      lockSource({ folder: LOCK_FOLDER, fileKey, chatDbPath: path, stateDir, files: createFiles() }),
  };
}
