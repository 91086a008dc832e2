// Rows that were not told, asked for again over the wire (ruling-27).

import type { AccountConfig } from '../config/config.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { EngineError } from '../errors.ts';
import { childArgs } from '../imsg/child.ts';
import { watchSubscribe } from '../imsg/methods.ts';
import { createRpcClient, type RpcClient } from '../imsg/rpc-client.ts';
import { claimedRowid } from '../message/claimed-rowid.ts';
import type { Arrival } from '../message/message.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import { readPages } from './pages.ts';
import { wireRowid } from './recovery.ts';

/** A replay that has brought nothing for so long has come to its end. */
const QUIET_MS = 5_000;
/**
 * The same behind a remote wrapper, where nobody but imsg knows which rows have no chat: it says nothing for ten seconds
 * at each of these (wire-3.2). Two in a row are waited for.
 */
const REMOTE_QUIET_MS = 25_000;
/** A process that was asked is ended after this, whatever it still says. */
const REPLAY_MAX_MS = 60_000;
/** Between closing stdin and SIGKILL. */
const END_MS = 500;

interface AskingOptions {
  readonly owner: AccountConfig;
  readonly ports: Pick<EnginePorts, 'spawn' | 'platform' | 'clock' | 'logger'>;
  readonly signal: AbortSignal;
  /** The child that reads; null while it is not there. */
  client(): RpcClient | null;
  /** Whether its build has `messages.after`. */
  hasPages(): boolean;
  /** Whether files are asked for. */
  attachments(): boolean;
}

/** Takes rows as they are told; rejects with an `EngineError` where no more of them are wanted. */
type Take = (told: readonly Arrival[]) => Promise<void>;

/**
 * Has imsg tell of the rows above `afterRowid`, up to `toRowid` or a little more, and resolves when all that came are
 * taken: with false where some of what it said was lost, or it did not come to its end. Rejects with an `EngineError`.
 */
export type Ask = (afterRowid: number, toRowid: number, take: Take) => Promise<boolean>;

export function createAsking(options: AskingOptions): Ask {
  const { ports, signal } = options;
  const byPages = async (client: RpcClient, afterRowid: number, toRowid: number, take: Take) => {
    const request = {
      afterRowid,
      toRowid,
      attachments: options.attachments(),
      limit: options.owner.recovery.pageRows,
      isOver: () => signal.aborted,
    };
    const before = client.counts().oversize;
    const end = await readPages(client, request, ports.clock, take);
    return end !== null && client.counts().oversize === before;
  };
  return async (afterRowid, toRowid, take) => {
    const client = options.client();
    if (client === null) throw new EngineError('imsg_not_running', { message: 'imsg rpc not running' });
    if (options.hasPages()) return byPages(client, afterRowid, toRowid, take);
    return bySubscription(options, afterRowid, toRowid, take);
  };
}

/**
 * Another process of imsg: older builds have no other way to tell a row again, and up to 0.14.0 a process tells a link
 * preview once.
 */
async function bySubscription(
  options: AskingOptions,
  afterRowid: number,
  toRowid: number,
  take: Take,
): Promise<boolean> {
  const { owner, ports, signal } = options;
  const { clock } = ports;
  const quietMs = owner.localDbPath === null ? REMOTE_QUIET_MS : QUIET_MS;
  const done = new AbortController();
  let isWhole = true;
  let isOver = false;
  /** Not by what was asked for. */
  const end = () => {
    if (!isOver) isWhole = false;
    done.abort();
  };
  const closed = Promise.withResolvers<void>();
  let taken: Promise<void> | null = null;
  let heardAtMs = clock.monotonicMs();
  let lastId = 0;
  const client = createRpcClient({
    ...ports,
    request: { command: owner.cliPath, args: childArgs(owner.dbPath) },
    nextId: () => ++lastId,
    onMessages(batch) {
      taken = (taken ?? Promise.resolve()).then(() => take(batch));
      taken.catch(end);
      heardAtMs = clock.monotonicMs();
      if (batch.some(({ payload }) => (claimedRowid(payload) ?? 0) >= toRowid)) done.abort();
    },
    onDamaged() {
      isWhole = false;
    },
    onNotification: end,
    onClose() {
      end();
      closed.resolve();
    },
  });
  signal.addEventListener('abort', end, { once: true });
  try {
    await watchSubscribe(
      client,
      { sinceRowid: wireRowid(afterRowid), attachments: options.attachments() },
      { signal: done.signal },
    ).catch((error: unknown) => {
      if (!(error instanceof EngineError) || taken === null) throw error;
      isWhole = false;
    });
    const untilMs = clock.monotonicMs() + REPLAY_MAX_MS;
    while (!done.signal.aborted && clock.monotonicMs() < Math.min(heardAtMs + quietMs, untilMs)) {
      await sleep(clock, heardAtMs + quietMs - clock.monotonicMs(), done.signal);
    }
    await taken;
    isWhole &&= clock.monotonicMs() < untilMs;
  } finally {
    isOver = true;
    signal.removeEventListener('abort', end);
    await endOf(client, closed.promise, clock);
  }
  // A line that broke off shows only as the process ends.
  return isWhole;
}

async function endOf(client: RpcClient, closed: Promise<void>, clock: Clock): Promise<void> {
  client.endInput();
  const timer = clock.after(END_MS, () => client.kill('SIGKILL'));
  await closed;
  timer.cancel();
}
