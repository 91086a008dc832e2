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
import type { Settings } from './settings.ts';

interface AccountToolsOptions extends Pick<Settings, 'made'> {
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
  made,
  keys,
}: AccountToolsOptions): Tools {
  const { accountId, localDbPath, wireRegion } = account;
  const { readClient, imsgVersion, sourceIds } = source;
  const copies = made(({ attachmentRoots, mediaBytesMax }) =>
    localDbPath === null
      ? null
      : {
          ...ports,
          ...media,
          stateDir: config.stateDir,
          roots: rootsOf({ attachmentRoots, localDbPath }),
          mediaBytesMax,
          readable: createReadable({ ...ports, ...media, mediaBytesMax }),
        },
  );
  const reading = { readClient, imsgVersion, sourceIds, wireRegion };
  return createTools({ ...ports, ...reading, accountId, store, keys, copies });
}
