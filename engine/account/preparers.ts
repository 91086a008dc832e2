// What turns of an account are given besides their text.

import type { AccountConfig, Config } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { Policy } from '../inbound/snapshot.ts';
import { createConverter } from '../media/convert.ts';
import { createFilesPreparer } from '../media/preparer.ts';
import { createReadable } from '../media/readable.ts';
import { rootsOf } from '../media/roots.ts';
import { createTranscriber } from '../media/transcribe.ts';
import type { SessionEpochs } from '../session/epochs.ts';
import type { Source } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import { createDmHistory } from '../turns/dm-history.ts';
import { createGroupWindows } from '../turns/group-window.ts';
import type { Preparer } from '../turns/prepare.ts';
import { compileHistoryLimits } from './history-limits.ts';
import { mentionRuleOf, peopleOf } from './policy.ts';

interface AccountPreparersOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly source: Source;
  readonly epochs: SessionEpochs;
  /** What the host prepares. */
  readonly preparers: readonly Preparer[];
}

export function createAccountPreparers(
  { account, config, ports, store, source, preparers, epochs }: AccountPreparersOptions,
  policy: Policy,
) {
  const { accountId, includeAttachments } = policy;
  const limitOf = (agentId: string) => mentionRuleOf(policy, agentId)?.historyLimit ?? 0;
  const windows = createGroupWindows({ accountId, store, limitOf, includeAttachments });
  const history = createDmHistory({
    ...ports,
    accountId,
    store,
    limitOf: compileHistoryLimits(account, peopleOf(account, config)),
    hasBegunAnew: epochs.hasBegunAnew,
    readClient: source.readClient,
    sourceIds: source.sourceIds,
  });
  const files = createAccountFiles({ account, config, ports, source });
  return { windows, preparers: [...preparers, windows.preparer, history, files] };
}

type FilesOptions = Pick<AccountPreparersOptions, 'account' | 'config' | 'ports' | 'source'>;

function createAccountFiles({ account, config, ports, source }: FilesOptions): Preparer {
  const { localDbPath, mediaBytesMax } = account;
  const { transcribe } = config;
  const readable = createReadable({
    ...ports,
    mediaBytesMax,
    converter: createConverter(ports),
    transcriber: transcribe && createTranscriber({ ...ports, transcribe }),
    transcribeTimeoutMs: transcribe?.timeoutMs ?? 0,
  });
  return createFilesPreparer({
    ...ports,
    ...account,
    stateDir: config.stateDir,
    roots: localDbPath === null ? null : rootsOf({ ...account, localDbPath }),
    readClient: source.readClient,
    readable,
  });
}
