// The sending side of one account: the child that mutates, and the outbox in front of it.

import type { AccountConfig } from '../config/config.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import { childArgs, createChild } from '../imsg/child.ts';
import type { Handshake } from '../imsg/handshake.ts';
import type { RpcCaller, RpcClient } from '../imsg/rpc-client.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { createOutbox } from './outbox.ts';
import { createReadOwnRows } from './own-rows.ts';
import type { OwnSendsMemory } from './own-sends.ts';
import { targetOf } from './parts.ts';
import { createRoute } from './route.ts';
import { createSendCall } from './send.ts';

/** How far back own sends are remembered for the echo (ECH-6). */
const ECHO_MEMORY_MS = 12 * 60 * 60 * 1000;
const ECHO_PARTS_MAX = 10_000;

interface SenderOptions {
  readonly account: AccountConfig;
  readonly ports: EnginePorts;
  readonly store: Store;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly own: OwnSendsMemory;
  /** The child that reads, for the proof of sends. */
  readClient(): RpcCaller | null;
  /** Highest rowid of the database right now, as far as anybody knows. */
  maxRowid(): Promise<number | null>;
}

interface Sender {
  answer(turn: TurnRow, replies: readonly string[]): Promise<boolean>;
  /** Takes up the parts and the echo memory that an earlier run left. */
  resume(): Promise<void>;
  start(): void;
  /** Ends the child; it is started again. */
  restart(reason: EngineError): void;
  /** Resolves when what is queued has been sent, as far as the child is there to take it. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { account, ports, store, emit, signal, own } = options;
  const { accountId } = account;
  const { clock, ids, logger } = ports;
  const { spawn } = ports;
  const { sendTransport, cliPath: command } = account;
  const route = createRoute({ sendTransport, spawn, command, clock });
  /** The child that answers, while the way of its sends is found out, and then the one that sends. */
  let probed: RpcClient | null = null;
  let client: RpcClient | null = null;

  const down = () => {
    probed = null;
    client = null;
    outbox.setReady(false);
  };
  const begin = async (ready: RpcClient, handshake: Handshake) => {
    probed = ready;
    await route.probe(handshake);
    if (probed !== ready || signal.aborted) return;
    client = ready;
    emit('child', { accountId, name: 'send', state: 'ready', reason: '' });
    outbox.setReady(true);
  };
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
      route,
      client: () => client,
      onLaneBlocked(error) {
        // Nothing more goes to a child that is about to end.
        down();
        child.restart(error);
      },
    }),
    readOwnRows: createReadOwnRows({ client: options.readClient, clock, logger, signal }),
    maxRowid: options.maxRowid,
  });
  const child = createChild({
    ...ports,
    name: 'send',
    accountId,
    command: account.cliPath,
    args: childArgs(account.dbPath),
    onMessages() {},
    onNotification() {},
    onReady: (ready, handshake) => void begin(ready, handshake),
    onDown(reason) {
      down();
      emit('child', { accountId, name: 'send', state: 'down', reason: reason.message });
    },
  });

  return {
    answer: outbox.answer,
    async resume() {
      const sinceMs = clock.wallMs() - ECHO_MEMORY_MS;
      for (const part of await store.recentParts({ accountId, sinceMs, limit: ECHO_PARTS_MAX })) {
        if (part.guid !== null) own.addGuid(part.guid, part.sendingAtMs);
        if (part.sendingAtMs !== null) {
          own.sentBefore(targetOf(part).chatGuid, part.content, part.sendingAtMs);
        }
      }
      outbox.resume(await store.openParts({ accountId }));
    },
    start: child.start,
    restart(reason) {
      down();
      child.restart(reason);
    },
    drain: outbox.drain,
    stop: child.stop,
  };
}
