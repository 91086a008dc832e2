// What turns of an account are given besides their text.

import type { AccountConfig, Config } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { createFilesPreparer } from '../media/preparer.ts';
import { createReadable } from '../media/readable.ts';
import { rootsOf } from '../media/roots.ts';
import type { MediaTools } from '../media/tools.ts';
import type { SessionEpochs } from '../session/epochs.ts';
import type { Source } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import { createDmHistory } from '../turns/dm-history.ts';
import { createGroupWindows, type GroupWindows } from '../turns/group-window.ts';
import { createLatestWords, type LatestWords } from '../turns/latest-words.ts';
import type { Preparer } from '../turns/prepare.ts';
import { createWordsOverWire } from '../turns/words-over-wire.ts';
import { mentionRuleOf } from './policy.ts';
import type { Settings } from './settings.ts';

interface AccountPreparersOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly source: Source;
  readonly epochs: SessionEpochs;
  readonly media: MediaTools;
  /** What the host prepares. */
  readonly preparers: readonly Preparer[];
}

interface AccountPreparers {
  readonly windows: GroupWindows;
  /** All, in the order in which they prepare. */
  readonly preparers: readonly Preparer[];
  readonly latestWords: LatestWords;
}

export function createAccountPreparers(
  options: AccountPreparersOptions,
  { policy, historyLimitOf: limitOf, made }: Settings,
): AccountPreparers {
  const { account, ports, store, source, preparers, epochs } = options;
  const { accountId, wireRegion } = account;
  const windowOf = (agentId: string) => mentionRuleOf(policy(), agentId)?.historyLimit ?? 0;
  const includesFiles = () => policy().includeAttachments;
  const ofWindows = { accountId, store, includesFiles, wireRegion };
  const windows = createGroupWindows({ ...ofWindows, limitOf: windowOf });
  const history = createDmHistory({
    ...ports,
    accountId,
    wireRegion,
    store,
    limitOf,
    hasBegunAnew: epochs.hasBegunAnew,
    readClient: source.readClient,
    sourceIds: source.sourceIds,
  });
  const files = createAccountFiles(options, made);
  const { db, readClient, imsgVersion } = source;
  const asked = { ...ports, store, readClient, wireRegion };
  const latestWords =
    db === null ? createWordsOverWire({ ...asked, imsgVersion }) : createLatestWords({ ...asked, db });
  return { windows, preparers: [...preparers, windows.preparer, history, files], latestWords };
}

function createAccountFiles(
  { account: { localDbPath }, config, ports, source, media }: AccountPreparersOptions,
  made: Settings['made'],
): Preparer {
  const current = made(({ mediaBytesMax, attachmentRoots, ...account }) =>
    createFilesPreparer({
      ...ports,
      ...account,
      ...media,
      mediaBytesMax,
      stateDir: config.stateDir,
      roots: localDbPath === null ? null : rootsOf({ attachmentRoots, localDbPath }),
      readClient: source.readClient,
      readable: createReadable({ ...ports, ...media, mediaBytesMax }),
    }),
  );
  return {
    ...current(),
    timeoutMs: () => current().timeoutMs(),
    prepare: (turn, signal) => current().prepare(turn, signal),
  };
}
