// One account's line, wired: children → reader → turns → agent → outbox → children.

import { createGate } from './access/gate.ts';
import { normalizeHandle } from './access/handles.ts';
import { compileAccess, isGroupThread } from './access/policy.ts';
import type { Agent } from './agents/agent.ts';
import type { AccountConfig, Config } from './config/config.ts';
import { locatorOf } from './config/locator.ts';
import type { EnginePorts } from './engine-ports.ts';
import { EngineError } from './errors.ts';
import type { Emit } from './events.ts';
import { childArgs, createChild } from './imsg/child.ts';
import { marksPreviews } from './imsg/features.ts';
import { foreignJson } from './imsg/foreign.ts';
import type { RpcClient } from './imsg/rpc-client.ts';
import { readVersion } from './imsg/version.ts';
import { ownAddresses } from './inbound/authorship.ts';
import { createGather } from './inbound/gather.ts';
import { createMacClock } from './inbound/mac-clock.ts';
import { createNarrator } from './inbound/narrator.ts';
import { createReader } from './inbound/reader.ts';
import { createSubscription } from './inbound/subscription.ts';
import { createWatchman } from './inbound/watchman.ts';
import { witness } from './inbound/witness.ts';
import { clean } from './log-text.ts';
import { createOwnSends } from './outbound/own-sends.ts';
import { createSender } from './outbound/sender.ts';
import { sleep } from './ports/clock.ts';
import type { MessagesDb } from './ports/messages-db.ts';
import { sessionKey } from './session/keys.ts';
import type { Store } from './store/store.ts';
import { createDispatch } from './turns/dispatch.ts';
import { createTurns } from './turns/turns.ts';

/** How long a stop waits for the call on the wire and for agents. */
const STOP_GRACE_MS = 5_000;

interface ChannelOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly agent: Agent;
  readonly ports: EnginePorts;
  readonly store: Store;
  readonly emit: Emit;
  /** The account that watches a database: the first one to ask (ruling-19). */
  claimSource(sourceId: string, accountId: string): string;
}

export interface Channel {
  /**
   * Takes up what an earlier run left and starts the children. Resolves once the store has been read. Rejects
   * with `source_locked` when a gateway with another store reads the same database.
   */
  start(): Promise<void>;
  /** Starts nothing new, lets what is under way end within 5 s, ends the children. */
  stop(): Promise<void>;
}

export function createChannel(options: ChannelOptions): Channel {
  const { account, ports, store, emit, agent } = options;
  const { accountId } = account;
  const { clock, ids, logger } = ports;
  const stopping = new AbortController();
  const { signal } = stopping;
  const access = compileAccess(account, options.config.accessGroups);
  const db = openDb(account, ports);
  const own = createOwnSends();
  const macClock = createMacClock();
  const narrate = createNarrator({ accountId, logger, emit });
  let version: string | null = null;
  let balloonSeen = false;
  let releaseSource = () => {};
  let watchClient: RpcClient | null = null;

  const sender = createSender({
    account,
    ports,
    store,
    emit,
    signal,
    own,
    readClient: () => watchClient,
    maxRowid: async () => (await db?.maxRowid().catch(() => null)) ?? reader.highestRowid,
  });
  const dispatch = createDispatch({
    store,
    agent,
    clock,
    logger,
    emit,
    signal,
    answer: sender.answer,
    failuresMax: account.recovery.failuresMax,
  });
  const turns = createTurns({
    accountId,
    store,
    clock,
    logger,
    emit,
    dispatch,
    turnsMax: agent.turnsMax,
    sessionOf({ message }) {
      const isGroup = isGroupThread(access, message);
      const scope = { agentId: options.config.agents[0].id, accountId, dmScope: options.config.dmScope };
      return {
        isGroup,
        sessionKey: sessionKey(message, isGroup, normalizeHandle(message.sender) ?? message.sender, scope),
      };
    },
  });
  const gather = createGather({
    account,
    store,
    clock,
    isGroup: (message) => isGroupThread(access, message),
    isMetadataKnown: () => balloonSeen || marksPreviews(version),
    release: turns.accept,
  });
  const reader = createReader({
    accountId,
    store,
    clock,
    ids,
    logger,
    signal,
    own,
    ownAddresses: ownAddresses(account.ownAddresses),
    macClock,
    db,
    recovery: account.recovery,
    locator: locatorOf(account),
    rules: {
      includeAttachments: account.includeAttachments,
      waitsForPreviews: account.coalesceSameSenderDms && account.coalesceWindowMs > 0,
    },
    gate: createGate(access, logger),
    async effects(sourceId, decided) {
      for (const decision of decided) witness(decision, own, macClock);
      if (!balloonSeen && decided.some(({ message }) => message?.balloonBundleId)) {
        balloonSeen = true;
        await store.markBalloonSeen({ sourceId });
      }
      narrate(decided);
      await gather.add(sourceId, decided);
    },
  });

  const subscription = createSubscription({
    accountId,
    attachments: account.includeAttachments,
    pageRows: account.recovery.pageRows,
    reader,
    clock,
    logger,
    emit,
    signal,
    restartChild: (reason) => watchChild.restart(reason),
  });
  const watchman = createWatchman({
    clock,
    db,
    highestRowid: () => reader.highestRowid,
    onJump(byMs) {
      macClock.reset();
      subscription.renew(`the clock jumped by ${Math.round(byMs / 1000)} s`);
    },
    onReplaced() {
      // A child of an older build never leaves the file it has opened.
      const reason = new EngineError('messages_db_replaced');
      watchChild.restart(reason);
      sender.restart(reason);
    },
    onDeaf: (seen, newest) =>
      subscription.renew(`no row after ${seen} came although chat.db has row ${newest}`),
  });
  /** Builds before 0.14 do not say what they are when they start. */
  const begin = async (client: RpcClient) => {
    version ??= await readVersion(ports.spawn, account.cliPath, clock);
    if (watchClient === client) subscription.attach(client);
  };
  const watchChild = createChild({
    ...ports,
    name: 'watch',
    accountId,
    command: account.cliPath,
    args: childArgs(account.dbPath),
    onMessages(batch) {
      reader.push(
        batch.map(({ raw, params }) => ({ raw, payload: (params as { message?: unknown })?.message })),
      );
    },
    onNotification(method, params) {
      // An ended stream does not come back by itself (wire-2.7).
      if (method === 'error') subscription.renew(`imsg ended the watch: ${clean(foreignJson(params), 200)}`);
      if (method === 'watch.overflow') subscription.overflowed(resumeRowid(params));
    },
    onReady(client, handshake) {
      watchClient = client;
      version = handshake.version;
      emit('child', { accountId, name: 'watch', state: 'ready', reason: '' });
      void begin(client);
    },
    onDown(reason) {
      watchClient = null;
      subscription.detach();
      emit('child', { accountId, name: 'watch', state: 'down', reason: reason.message });
    },
  });
  return {
    async start() {
      const source = await reader.open();
      balloonSeen = source.balloonSeen;
      await sender.resume();
      await turns.resume();
      // Rows that were still pending when the database was replaced are owed an answer as well.
      const sources = await store.findSources({ locator: locatorOf(account), fileKey: null });
      for (const { sourceId } of sources.toReversed()) await gather.resume(sourceId);
      const watcher = options.claimSource(source.sourceId, accountId);
      if (watcher !== accountId) {
        logger.warn(`[${accountId}] skipping watcher: duplicate iMessage source; using account "${watcher}"`);
        sender.start();
        return;
      }
      const fileKey = await db?.fileKey();
      if (fileKey) {
        const database = { fileKey, path: account.localDbPath! };
        releaseSource = ports.lockSource(database, options.config.stateDir);
      }
      sender.start();
      watchman.start();
      watchChild.start();
    },
    async stop() {
      reader.close();
      gather.stop();
      watchman.stop();
      const grace = new AbortController();
      const quiet = turns.stop().then(() => sender.drain());
      await Promise.race([quiet, sleep(clock, STOP_GRACE_MS, grace.signal)]);
      // A reason of its own spares the error that would be made as the default.
      grace.abort('settled');
      stopping.abort();
      await Promise.all([watchChild.stop(), sender.stop()]);
      releaseSource();
      db?.close();
    },
  };
}

/** Where an overflowed stream can be taken up again; a build that does not say leaves it to the cursor. */
function resumeRowid(params: unknown): number {
  const rowid = (params as { resume_after_rowid?: unknown } | null)?.resume_after_rowid;
  return Number.isSafeInteger(rowid) ? (rowid as number) : 0;
}

/** Only a local database can be read; behind a remote wrapper the path means a file on the Mac (REC-5). */
function openDb({ localDbPath }: AccountConfig, { openMessagesDb }: EnginePorts): MessagesDb | null {
  return localDbPath === null ? null : openMessagesDb(localDbPath);
}
