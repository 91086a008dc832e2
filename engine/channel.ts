// One account's line, wired: children → reader → turns → agent → outbox → children.

import { normalizeHandle } from './access/handles.ts';
import { type AccessPolicy, compileAccess, decideAccess, isGroupThread } from './access/policy.ts';
import type { Agent } from './agents/agent.ts';
import type { AccountConfig, Config } from './config/config.ts';
import type { EnginePorts } from './engine-ports.ts';
import { EngineError } from './errors.ts';
import type { Emit } from './events.ts';
import { childArgs, createChild } from './imsg/child.ts';
import { messagesHistory, watchSubscribe } from './imsg/methods.ts';
import type { RpcClient } from './imsg/rpc-client.ts';
import type { Decided } from './inbound/intake.ts';
import type { Message } from './inbound/message.ts';
import { createNarrator } from './inbound/narrator.ts';
import { normalize } from './inbound/normalize.ts';
import { createReader } from './inbound/reader.ts';
import { createOutbox } from './outbound/outbox.ts';
import { createOwnSends } from './outbound/own-sends.ts';
import { createSendCall } from './outbound/send.ts';
import type { OwnRow } from './outbound/wire.ts';
import { sleep } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';
import type { MessagesDb } from './ports/messages-db.ts';
import { sessionKey } from './session/keys.ts';
import type { Store } from './store/store.ts';
import { createDispatch } from './turns/dispatch.ts';
import { createTurns } from './turns/turns.ts';

/** How far back own sends are remembered for the echo (ECH-6). */
const ECHO_MEMORY_MS = 12 * 60 * 60 * 1000;
const ECHO_PARTS_MAX = 10_000;
/** Own rows looked at when a send has to be proved. */
const OWN_ROWS_MAX = 200;
const READ_RETRY_MS = 5_000;
/** Warnings given once are remembered up to this many (ACC-42). */
const WARNED_KEYS_MAX = 512;
/** How long a stop waits for the call on the wire and for agents. */
const STOP_GRACE_MS = 5_000;

export interface ChannelOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly agent: Agent;
  readonly ports: EnginePorts;
  readonly store: Store;
  readonly emit: Emit;
}

export interface Channel {
  /** Takes up what an earlier run left and starts the children. Resolves once the store has been read. */
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
  const warnOnce = createWarnOnce(logger);
  const db = openDb(account, ports);
  const own = createOwnSends();
  const narrate = createNarrator({ accountId, logger, emit });
  let watchClient: RpcClient | null = null;
  let sendClient: RpcClient | null = null;

  const outbox = createOutbox({
    accountId,
    store,
    clock,
    ids,
    logger,
    emit,
    signal,
    own,
    send: createSendCall({
      service: account.service,
      region: account.region,
      client: () => sendClient,
      onLaneBlocked: (error) => sendChild.restart(error),
    }),
    readOwnRows: (chatId) => readOwnRows(chatId),
    maxRowid: async () => (await db?.maxRowid().catch(() => null)) ?? reader.highestRowid,
  });
  const dispatch = createDispatch({ store, agent, clock, logger, emit, signal, answer: outbox.answer });
  const turns = createTurns({
    accountId,
    store,
    clock,
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
  const reader = createReader({
    accountId,
    store,
    clock,
    ids,
    logger,
    emit,
    signal,
    own,
    db,
    locator: locatorOf(account),
    gate: (message) => gate(access, message, warnOnce),
    async effects(sourceId, decided) {
      for (const { row } of decided) {
        if (row.isFromMe && row.guid !== null && row.rowid !== null) own.sighted(row.guid, row.rowid);
      }
      narrate(decided);
      await turns.accept(sourceId, decided.flatMap(pendingMember));
    },
  });

  const readOwnRows = async (chatId: number): Promise<readonly OwnRow[]> => {
    for (;;) {
      try {
        if (watchClient)
          return ownRowsOf(await messagesHistory(watchClient, { chatId, limit: OWN_ROWS_MAX }));
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        logger.debug(`imessage: own rows of chat_id:${chatId} could not be read: ${error.message}`);
      }
      await sleep(clock, READ_RETRY_MS, signal);
      if (signal.aborted) return new Promise(() => {});
    }
  };

  const subscribe = async (client: RpcClient) => {
    try {
      await reader.subscribe({
        subscribe: (sinceRowid) => watchSubscribe(client, { sinceRowid, attachments: false }),
        pause: client.pause,
        resume: client.resume,
      });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      logger.error(`imessage: watch.subscribe failed account=${accountId}: ${error.message} ${error.remedy}`);
      watchChild.restart(error);
    }
  };
  const childOptions = { ...ports, accountId, command: account.cliPath, args: childArgs(account.dbPath) };
  const watchChild = createChild({
    ...childOptions,
    name: 'watch',
    onMessages(batch) {
      reader.push(
        batch.map(({ raw, params }) => ({ raw, payload: (params as { message?: unknown })?.message })),
      );
    },
    onNotification(method) {
      // An ended stream does not come back by itself (protocol section 2.7); a new child subscribes afresh.
      if (method === 'error' || method === 'watch.overflow')
        watchChild.restart(new EngineError('watch_ended', { message: `imsg ended the watch (${method})` }));
    },
    onReady(client) {
      watchClient = client;
      emit('child', { accountId, name: 'watch', state: 'ready', reason: '' });
      void subscribe(client);
    },
    onDown(reason) {
      watchClient = null;
      emit('child', { accountId, name: 'watch', state: 'down', reason: reason.message });
    },
  });
  const sendChild = createChild({
    ...childOptions,
    name: 'send',
    onMessages() {},
    onNotification() {},
    onReady(client) {
      sendClient = client;
      emit('child', { accountId, name: 'send', state: 'ready', reason: '' });
      outbox.setReady(true);
    },
    onDown(reason) {
      sendClient = null;
      outbox.setReady(false);
      emit('child', { accountId, name: 'send', state: 'down', reason: reason.message });
    },
  });

  return {
    async start() {
      const sourceId = await reader.open();
      const sinceMs = clock.wallMs() - ECHO_MEMORY_MS;
      for (const part of await store.recentParts({ accountId, sinceMs, limit: ECHO_PARTS_MAX })) {
        if (part.guid !== null) own.addGuid(part.guid);
      }
      await outbox.resume(await store.openParts({ accountId }));
      await turns.resume(sourceId);
      watchChild.start();
      sendChild.start();
    },
    async stop() {
      stopping.abort();
      const quiet = Promise.all([turns.stop(), outbox.stop()]);
      const grace = new AbortController();
      await Promise.race([quiet, sleep(clock, STOP_GRACE_MS, grace.signal)]);
      grace.abort();
      await Promise.all([watchChild.stop(), sendChild.stop()]);
      db?.close();
    },
  };
}

function gate(access: AccessPolicy, message: Message, warnOnce: (key: string, text: string) => void) {
  const decision = decideAccess(access, message);
  if (decision.warnOnce) warnOnce(decision.warnOnce.key, decision.warnOnce.text);
  return decision;
}

function createWarnOnce(logger: Logger): (key: string, text: string) => void {
  const said = new Set<string>();
  return (key, text) => {
    if (said.has(key)) return;
    said.add(key);
    if (said.size > WARNED_KEYS_MAX) said.delete(said.values().next().value!);
    logger.warn(text);
  };
}

function pendingMember({ isNew, fate, message, seq, row }: Decided) {
  return isNew && fate === null && message ? [{ seq, eventId: row.eventId, message }] : [];
}

function ownRowsOf(messages: readonly unknown[]): OwnRow[] {
  const rows = messages.flatMap((payload) => {
    const normalized = normalize(payload);
    if (!normalized.ok || !normalized.message.isFromMe) return [];
    const { rowid, guid, text } = normalized.message;
    return guid === null ? [] : [{ rowid, guid, text }];
  });
  return rows.sort((a, b) => a.rowid - b.rowid);
}

function locatorOf(account: AccountConfig): string {
  if (account.remoteHost !== null) return `remote:${account.remoteHost}`;
  return `local:${account.dbPath ?? 'default'}`;
}

/** Only a local database can be read; behind a remote wrapper the path means a file on the Mac (REC-5). */
function openDb(account: AccountConfig, { openMessagesDb }: EnginePorts): MessagesDb | null {
  return account.remoteHost === null && account.dbPath !== null ? openMessagesDb(account.dbPath) : null;
}
