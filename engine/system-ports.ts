import { join } from 'node:path';
import type { EnginePorts } from './engine-ports.ts';
import { createSpawn } from './imsg/spawn.ts';
import { type Clock, createSystemClock, repeat } from './ports/clock.ts';
import { createSystemIds, type Ids } from './ports/ids.ts';
import type { Logger } from './ports/logger.ts';
import { homeOfUser, userId } from './ports/own-folder.ts';
import { openMessagesDb } from './ports/sqlite-messages-db.ts';
import { createSystemFiles } from './ports/system-files.ts';
import { createSystemHttp } from './ports/system-http.ts';
import { createSystemPrograms } from './ports/system-programs.ts';
import { createCoreBackend } from './store/core-backend.ts';
import { openSqliteCore, openSqliteReader } from './store/sqlite/core.ts';
import { lockSource } from './store/sqlite/source-lock.ts';
import { holderOfStore, holdStore } from './store/sqlite/store-lock.ts';

/** File of the store within the state folder. */
export const STORE_FILE = 'imgate.db';
/** How often the store is compared with what is at its path, and with who owns it. */
const STORE_LOOK_MS = 1_000;

/**
 * One for all gateways of a user, wherever their stores are and whatever HOME says. Not in a folder for temporary
 * files, where what is old is tidied away, unless the user has no home.
 */
function lockFolder(): string {
  const home = homeOfUser();
  return home === null ? `/tmp/imgate-locks-${userId()}` : join(home, '.imgate-locks');
}

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
    platform: process.platform,
    logger,
    files: createSystemFiles(),
    programs: createSystemPrograms(clock, logger),
    http: createSystemHttp(clock),
    spawn: createSpawn(clock),
    openMessagesDb,
    storeOf(stateDir) {
      const path = join(stateDir, STORE_FILE);
      return createCoreBackend({
        openCore: () => openSqliteCore(path),
        openReaderCore: () => openSqliteReader(path),
        // One turn of the loop: commands of frames that came together share a commit.
        schedule: (apply) => clock.soon(() => apply()()),
        hold: () => holdStore(path, process.pid),
        holder: () => holderOfStore(path),
        watch: (look) => repeat(clock, STORE_LOOK_MS, look),
      });
    },
    lockSource: ({ fileKey, path }, stateDir) =>
      lockSource({
        folder: lockFolder(),
        fileKey,
        chatDbPath: path,
        storePath: join(stateDir, STORE_FILE),
      }),
  };
}
