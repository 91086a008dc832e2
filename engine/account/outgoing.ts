// What files an account may send.

import type { AccountConfig, Config } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { createOutgoingFiles, type OutgoingFiles } from '../media/outgoing.ts';
import { rootsOf } from '../media/roots.ts';
import type { MediaTools } from '../media/tools.ts';
import type { Settings } from './settings.ts';

interface AccountOutgoingOptions extends Pick<Settings, 'made'> {
  readonly account: Pick<AccountConfig, 'localDbPath'>;
  readonly config: Config;
  readonly ports: EngineWorld;
  readonly media: MediaTools;
}

/** Null where imsg runs on another machine. */
export function createAccountOutgoing(options: AccountOutgoingOptions): OutgoingFiles | null {
  const { account, config, ports, media, made } = options;
  const { localDbPath } = account;
  if (localDbPath === null) return null;
  const files = made(({ attachmentRoots, mediaBytesMax }) => {
    const roots = rootsOf({ attachmentRoots, localDbPath });
    return createOutgoingFiles({ ...ports, ...media, stateDir: config.stateDir, roots, mediaBytesMax });
  });
  return { stage: (group, given) => files().stage(group, given) };
}
