// The child of a source that watches and reads, and the subscription that lives on it.

import type { AccountConfig } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import { childArgs, createChild } from '../imsg/child.ts';
import { foreignJson } from '../imsg/foreign.ts';
import type { Handshake } from '../imsg/handshake.ts';
import type { HealthCheck } from '../imsg/health.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import { spawnWith } from '../imsg/transport.ts';
import { readVersion } from '../imsg/version.ts';
import { cleanForeign } from '../log-text.ts';
import type { SourceStatus } from '../status.ts';
import type { Reader } from './reader.ts';
import { createSubscription } from './subscription.ts';

/** Whether a database is to be read by the child that is there now, asked before the first subscription. */
export type Settle = (client: RpcClient, handshake: Handshake) => Promise<boolean>;

interface ReadingChildOptions {
  /** Whose command it is. */
  readonly owner: AccountConfig;
  readonly ports: EngineWorld;
  readonly emit: Emit;
  readonly reader: Reader;
  /** Both are asked before each subscription. */
  isReplaced(): Promise<boolean>;
  mayRead(): Promise<boolean>;
  /** There is a watch: rows come. */
  onSubscribed(): void;
  /** It is known which imsg this is; nothing is read before it resolves. */
  versionKnown(): Promise<void>;
  /** Whether files are asked for. */
  attachments(): boolean;
  /** What it is asked now and then while it is ready; null = nothing. */
  readonly askHealth: HealthCheck['ask'] | null;
}

interface ReadingChild {
  snapshot(): Pick<SourceStatus, 'child' | 'subscription' | 'imsgVersion'>;
  /** Null while it is not there to be asked. */
  client(): RpcClient | null;
  /** Of its imsg; null until it is known. */
  version(): string | null;
  /** @param settle Left out = it is read. */
  start(settle?: Settle | null): void;
  /** Ends it; it is started again. */
  restart(reason: EngineError): void;
  /** Whether its build tells rows page by page. */
  hasPages(): boolean;
  /** Subscribes anew from the last settled row; the machine was away. */
  beginAnew(reason: string): void;
  /** The same after growing pauses, with the boundary that there is. */
  renew(reason: string): void;
  stop(): Promise<void>;
}

export function createReadingChild(options: ReadingChildOptions): ReadingChild {
  const { owner, ports, emit, reader } = options;
  const { accountId } = owner;
  const spawn = spawnWith(ports.spawn, owner.env);
  let client: RpcClient | null = null;
  let version: string | null = null;
  let hasPages = false;

  const subscription = createSubscription({
    ...ports,
    accountId,
    attachments: options.attachments,
    pageRows: owner.recovery.pageRows,
    reader,
    emit,
    isReplaced: options.isReplaced,
    mayRead: options.mayRead,
    onSubscribed: options.onSubscribed,
    restartChild: (reason) => child.restart(reason),
  });
  let unsettled: Settle | null = null;
  /** Builds before 0.14 do not say what they are when they start. */
  const begin = async (ready: RpcClient, handshake: Handshake) => {
    version ??= await readVersion(spawn, owner.cliPath, ports);
    await options.versionKnown();
    if (unsettled !== null && client === ready) {
      if (!(await unsettled(ready, handshake))) return;
      unsettled = null;
    }
    if (client === ready) subscription.attach(ready);
  };
  const child = createChild({
    ...ports,
    spawn,
    name: 'watch',
    accountId,
    command: owner.cliPath,
    args: childArgs(owner.dbPath),
    health: options.askHealth && { ask: options.askHealth, restart: (reason) => child.restart(reason) },
    onMessages: reader.push,
    onDamaged() {
      subscription.renew('a line of imsg was damaged');
      ports.unawaited(reader.missTail(), 'looking for missing rows');
    },
    onNotification(method, params) {
      // An ended stream does not come back by itself (wire-2.7).
      if (method === 'error')
        subscription.renew(`imsg ended the watch: ${cleanForeign(foreignJson(params), 200)}`);
      if (method === 'watch.overflow') subscription.overflowed(resumeRowid(params));
    },
    onReady(ready, handshake) {
      client = ready;
      version = handshake.version;
      hasPages = handshake.methods?.includes('messages.after') ?? false;
      emit('child', { accountId, name: 'watch', state: 'ready', reason: '' });
      ports.unawaited(begin(ready, handshake), 'beginning to read', 'vital');
    },
    onDown(reason) {
      client = null;
      subscription.detach();
      emit('child', { accountId, name: 'watch', state: 'down', reason: reason.message });
    },
  });
  return {
    snapshot: () => ({
      child: child.snapshot(),
      imsgVersion: version,
      subscription: subscription.snapshot(),
    }),
    client: () => client,
    version: () => version,
    start(settle = null) {
      unsettled = settle;
      child.start();
    },
    restart: child.restart,
    hasPages: () => hasPages,
    beginAnew: subscription.beginAnew,
    renew: subscription.renew,
    stop: child.stop,
  };
}

/** Where an overflowed stream can be taken up again; null = the build leaves it to the cursor. */
function resumeRowid(params: unknown): number | null {
  const rowid = (params as { resume_after_rowid?: unknown } | null)?.resume_after_rowid;
  return Number.isSafeInteger(rowid) && (rowid as number) >= 0 ? (rowid as number) : null;
}
