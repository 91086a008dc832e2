// One supervised child: started, watched until it answers, started again with growing pauses when it ends.

import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { ChildStatus } from '../status.ts';
import { restartDelayMs } from './backoff.ts';
import { type Handshake, initialize } from './handshake.ts';
import { createRpcClient, type RpcClient, type RpcClientOptions } from './rpc-client.ts';
import { namesDiskAccess } from './rpc-error.ts';
import type { Spawn } from './transport.ts';

/** Ready for this long without a break = healthy: the next fault starts again with the shortest pause. */
export const PROVEN_HEALTH_MS = 60_000;
/** Faults in a row after which each further one is logged as an error. */
const FAULTS_BEFORE_ERROR = 10;
/** Between closing stdin and SIGTERM, and between SIGTERM and SIGKILL (TRN-12). */
const STOP_STEP_MS = 500;
const CAUSE_CHARS_MAX = 1_000;

interface ChildOptions extends Pick<RpcClientOptions, 'onMessages' | 'onNotification'> {
  readonly name: 'watch' | 'send';
  readonly accountId: string;
  readonly spawn: Spawn;
  readonly command: string;
  readonly args: readonly string[];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
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
  const { accountId, name, command, clock, logger } = options;
  let state: ChildStatus['state'] = 'stopped';
  let client: RpcClient | null = null;
  let ending: EngineError | null = null;
  let faults = 0;
  let lastId = 0;
  let onStopped: (() => void) | null = null;
  let stopped: Promise<void> | null = null;

  const { after, cancelTimers } = createTimers(clock);
  const say = (message: string) => `[${accountId}] ${name}: ${message}`;

  const launch = () => {
    state = 'starting';
    ending = null;
    logger.info(`[${accountId}] starting imsg (${command})`, { child: name });
    const launched = createRpcClient({
      ...options,
      request: { command, args: options.args },
      nextId: () => ++lastId,
      onClose: (reason) => down(launched, ending ?? reason),
    });
    client = launched;
    initialize(launched).then(
      (handshake) => {
        if (client === launched && state === 'starting') ready(launched, handshake);
      },
      (error: unknown) => {
        if (client === launched && state === 'starting') end(launched, notReady(error));
      },
    );
  };

  const ready = (launched: RpcClient, handshake: Handshake) => {
    state = 'ready';
    after(PROVEN_HEALTH_MS, () => {
      faults = 0;
    });
    logger.info(say('imsg is ready'), { version: handshake.version });
    const problem = databaseProblem(handshake);
    if (problem !== null) logger.error(say(problem));
    options.onReady(launched, handshake);
  };

  const end = (launched: RpcClient, reason: EngineError | null) => {
    ending ??= reason;
    launched.endInput();
    after(STOP_STEP_MS, () => launched.kill('SIGTERM'));
    after(STOP_STEP_MS * 2, () => launched.kill('SIGKILL'));
  };

  const down = (launched: RpcClient, reason: EngineError) => {
    cancelTimers();
    client = null;
    if (state === 'stopping') {
      state = 'stopped';
      onStopped?.();
      return;
    }
    state = 'backing-off';
    faults += 1;
    const delayMs = restartDelayMs(faults, options.ids.fraction('restart'));
    const line = say(faultLine(launched, reason, faults, delayMs));
    if (faults >= FAULTS_BEFORE_ERROR) logger.error(line, { ...launched.counts() });
    else logger.warn(line, { ...launched.counts() });
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
      if (state === 'stopping') return stopped!;
      cancelTimers();
      if (client === null) {
        state = 'stopped';
        return Promise.resolve();
      }
      state = 'stopping';
      stopped = new Promise((resolve) => {
        onStopped = resolve;
      });
      end(client, null);
      return stopped;
    },
  };
}

/** Timers of one child, to be cancelled together. */
function createTimers(clock: Clock) {
  const timers = new Set<Timer>();
  return {
    after(delayMs: number, callback: () => void) {
      timers.add(clock.after(delayMs, callback));
    },
    cancelTimers() {
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}

/** What a child says of a database that it cannot read; null = it can. */
function databaseProblem({ databaseReady, databaseError }: Handshake): string | null {
  if (databaseReady !== false) return null;
  const { message, remedy } = new EngineError('messages_db_unreadable');
  return `${message} ${clean(databaseError ?? '', CAUSE_CHARS_MAX)} ${remedy}`;
}

function faultLine(launched: RpcClient, reason: EngineError, faults: number, delayMs: number): string {
  const lastLine = launched.recentNoise().at(-1);
  const said = lastLine === undefined ? '' : ` Last output: ${lastLine}`;
  const cause = clean(reason.message, CAUSE_CHARS_MAX);
  return `${cause}; restart ${faults} in ${(delayMs / 1000).toFixed(1)} s.${said} ${reason.remedy}`;
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
