// What the agents of an account may look up.

import type { AccountConfig, Config } from '../config/config.ts';
import type { ToolKeys } from '../config/keys/tools.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { createReadable } from '../media/readable.ts';
import { rootsOf } from '../media/roots.ts';
import type { MediaTools } from '../media/tools.ts';
import type { Source } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import { createTools, type Tools } from '../tools/tools.ts';

interface AccountToolsOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly media: MediaTools;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly source: Source;
  /** As they are right now. */
  keys(): ToolKeys;
}

export function createAccountTools({
  account,
  config,
  media,
  ports,
  store,
  source,
  keys,
}: AccountToolsOptions): Tools {
  const { accountId, localDbPath, mediaBytesMax, wireRegion } = account;
  const { readClient, imsgVersion, sourceIds } = source;
  const copies =
    localDbPath === null
      ? null
      : {
          ...ports,
          ...media,
          stateDir: config.stateDir,
          roots: rootsOf({ ...account, localDbPath }),
          mediaBytesMax,
          readable: createReadable({ ...ports, ...media, mediaBytesMax }),
        };
  const reading = { readClient, imsgVersion, sourceIds, wireRegion };
  return createTools({ ...ports, ...reading, accountId, store, keys, copies });
}
