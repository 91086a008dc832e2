// What files an account may send.

import type { AccountConfig, Config } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { createOutgoingFiles, type OutgoingFiles } from '../media/outgoing.ts';
import { rootsOf } from '../media/roots.ts';
import type { MediaTools } from '../media/tools.ts';

interface AccountOutgoingOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly ports: EngineWorld;
  readonly media: MediaTools;
}

/** Null where imsg runs on another machine. */
export function createAccountOutgoing(options: AccountOutgoingOptions): OutgoingFiles | null {
  const { account, config, ports, media } = options;
  const { localDbPath, mediaBytesMax } = account;
  if (localDbPath === null) return null;
  const roots = rootsOf({ ...account, localDbPath });
  return createOutgoingFiles({ ...ports, ...media, stateDir: config.stateDir, roots, mediaBytesMax });
}
