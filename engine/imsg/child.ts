// One supervised child: started, watched until it answers, started again with growing pauses when it ends.

import { EngineError } from '../errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { ChildStatus } from '../status.ts';
import type { Unawaited } from '../unawaited.ts';
import { restartDelayMs } from './backoff.ts';
import { createChildLog } from './child-log.ts';
import { type Handshake, initialize } from './handshake.ts';
import { createHealth, type HealthCheck } from './health.ts';
import { createRpcClient, type RpcClient, type RpcClientOptions } from './rpc-client.ts';
import { namesDiskAccess } from './rpc-error.ts';
import type { Spawn } from './transport.ts';

/** Ready for this long without a break = healthy: the next fault starts again with the shortest pause. */
export const PROVEN_HEALTH_MS = 60_000;
/** Between closing stdin and SIGTERM, and between SIGTERM and SIGKILL (TRN-12). */
const STOP_STEP_MS = 500;

interface ChildOptions
  extends Pick<RpcClientOptions, 'platform' | 'onMessages' | 'onNotification' | 'onDamaged'> {
  readonly name: 'watch' | 'send';
  readonly accountId: string;
  readonly spawn: Spawn;
  readonly command: string;
  readonly args: readonly string[];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly unawaited: Unawaited;
  /** Aborts as soon as a stop begins: then it is not started again. */
  readonly ending: AbortSignal;
  /** What it is asked now and then while it is ready; null = nothing. */
  readonly health: HealthCheck | null;
  /** The child answers. The client is good until `onDown`. */
  onReady(client: RpcClient, handshake: Handshake): void;
  /** The child has ended or never became ready; it is started again. Not called on `stop`. */
  onDown(reason: EngineError): void;
}

interface Child {
  snapshot(): ChildStatus;
  start(): void;
  /** Ends a child that is of no use any more, such as one whose mutation lane is blocked; it is started again. */
  restart(reason: EngineError): void;
  /** Resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Command line of both children (TRN-1). */
export function childArgs(dbPath: string | null): readonly string[] {
  return ['rpc', '--json', ...(dbPath === null ? [] : ['--db', dbPath])];
}

export function createChild(options: ChildOptions): Child {
  const log = createChildLog(options);
  let state: ChildStatus['state'] = 'stopped';
  let client: RpcClient | null = null;
  let ending: EngineError | null = null;
  let faults = 0;
  let lastId = 0;
  let stopped = Promise.withResolvers<void>();
  const { after, cancelTimers } = createTimers(options.clock);

  const isNow = (launched: RpcClient, wanted: typeof state) => client === launched && state === wanted;
  const health = createHealth({ ...options, after, isReady: (launched) => isNow(launched, 'ready') });
  const launch = () => {
    if (options.ending.aborted) return;
    state = 'starting';
    ending = null;
    log.starting();
    const launched = createRpcClient({
      ...options,
      request: { command: options.command, args: options.args },
      nextId: () => ++lastId,
      onClose: (reason) => down(launched, ending ?? reason),
    });
    client = launched;
    const greeting = initialize(launched).then(
      (handshake) => isNow(launched, 'starting') && ready(launched, handshake),
      (error: unknown) => isNow(launched, 'starting') && end(launched, notReady(error)),
    );
    options.unawaited(greeting, 'the start of imsg', 'vital');
  };

  const ready = (launched: RpcClient, handshake: Handshake) => {
    state = 'ready';
    after(PROVEN_HEALTH_MS, () => {
      faults = 0;
    });
    log.ready(handshake);
    health.watch(launched);
    options.onReady(launched, handshake);
  };

  const end = (launched: RpcClient, reason: EngineError | null) => {
    ending ??= reason;
    endInSteps(launched, after);
  };

  const down = (launched: RpcClient, reason: EngineError) => {
    cancelTimers();
    client = null;
    if (state === 'stopping') {
      state = 'stopped';
      stopped.resolve();
      return;
    }
    state = 'backing-off';
    faults += 1;
    const delayMs = restartDelayMs(faults, options.ids.fraction('restart'));
    log.down(launched, { reason, faults, delayMs });
    after(delayMs, launch);
    options.onDown(reason);
  };

  return {
    snapshot: () => ({ state, faults }),
    start() {
      if (state !== 'stopped') return;
      faults = 0;
      launch();
    },
    restart(reason) {
      if (client !== null && ending === null && state !== 'stopping') end(client, reason);
    },
    stop() {
      if (state === 'stopping') return stopped.promise;
      cancelTimers();
      state = client === null ? 'stopped' : 'stopping';
      stopped = Promise.withResolvers();
      if (client === null) stopped.resolve();
      else end(client, null);
      return stopped.promise;
    },
  };
}

/** imsg ends by itself once its input is closed; what does not is killed. */
function endInSteps(launched: RpcClient, after: (delayMs: number, callback: () => void) => void): void {
  launched.endInput();
  after(STOP_STEP_MS, () => launched.kill('SIGTERM'));
  after(STOP_STEP_MS * 2, () => launched.kill('SIGKILL'));
}

/** Timers of one child, to be cancelled together. */
function createTimers(clock: Clock) {
  const timers = new Set<Timer>();
  return {
    after(delayMs: number, callback: () => void) {
      const timer = clock.after(delayMs, () => {
        timers.delete(timer);
        callback();
      });
      timers.add(timer);
    },
    cancelTimers() {
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}

/** Why a child that runs does not count as ready. */
function notReady(error: unknown): EngineError {
  if (!(error instanceof EngineError)) throw error;
  // Builds 0.8.2 to 0.13.4 stay up without access and answer every call with the refusal (wire-2.5).
  if (namesDiskAccess(error.message)) return new EngineError('imsg_no_disk_access', { cause: error });
  if (error.code !== 'rpc_timeout') return error;
  const message = `${error.message}; a wrapper at cliPath that buffers its output looks like this`;
  return new EngineError('rpc_timeout', { message, outcome: error.outcome });
}
