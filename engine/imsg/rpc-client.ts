// JSON-RPC 2.0 over one child's life: calls out, answers and notifications in. When the pipe closes every
// pending call settles; a new child gets a new client.

import { DEFAULT_CLI_PATH } from '../config/keys/source.ts';
import { EngineError } from '../errors.ts';
import type { Arrival } from '../message/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { systemRemedy } from '../ports/system-failures.ts';
import { type ChildNoise, createChildNoise } from './child-noise.ts';
import type { MethodName } from './deadlines.ts';
import { foreignJson } from './foreign.ts';
import { errorBody, type Frame, parseFrame } from './frame.ts';
import { createFramer } from './framing.ts';
import { type CallOptions, createPendingCalls, type StrayCounts, unknownOutcome } from './pending-calls.ts';
import { RpcError } from './rpc-error.ts';
import type { Spawn, SpawnRequest, Transport, TransportExit } from './transport.ts';

const NOT_FOUND = new Set(['ENOENT', 'ENOTDIR']);
const NOT_EXECUTABLE = new Set(['EACCES', 'EPERM', 'ENOEXEC']);
/** It may be executed, and is no program. */
const NO_PROGRAM_REMEDY =
  'Set channels.imessage.cliPath to a program for this machine; a script needs a first line such as #!/bin/sh.';

export interface RpcClientOptions {
  readonly spawn: Spawn;
  readonly request: SpawnRequest;
  /** Of the machine that starts it, as `process.platform`. */
  readonly platform: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts from 1 and never starts again, whatever becomes of the children. */
  nextId(): number;
  /**
   * The `message` notifications that arrived together, in order, so that they can be committed together.
   * Those of a new subscription may be given before the promise of `watch.subscribe` has resumed its caller.
   */
  onMessages(batch: readonly Arrival[]): void;
  /** Any other notification, after the messages that came before it. */
  onNotification(method: string, params: unknown): void;
  /** A line was lost that may have held a frame: torn, glued to another or too long. Default: nobody asks. */
  onDamaged?(): void;
  /** Once, when the child has ended and every call has been rejected. */
  onClose(reason: EngineError): void;
}

interface RpcCounts extends Readonly<StrayCounts> {
  readonly unparsed: number;
  readonly oversize: number;
}

/** What the typed methods need of a client. */
export interface RpcCaller {
  /**
   * Resolves to the `result` member. Rejects with `RpcError`, or an `EngineError` of code `rpc_timeout`,
   * `rpc_aborted`, `rpc_busy`, `imsg_not_running`, or the reason why the child ended.
   */
  call(method: MethodName, params?: object, options?: CallOptions): Promise<unknown>;
}

export interface RpcClient extends RpcCaller {
  counts(): RpcCounts;
  /** The last lines of the child that were no frames, cleaned, for the debug log. */
  recentNoise(): readonly string[];
  /** Whether a call waits for its answer that changes something: it may take minutes. */
  isMutating(): boolean;
  /** Grows with whatever comes from the child, and with each pause, in which nothing can. */
  heard(): number;
  isPaused(): boolean;
  pause(): void;
  resume(): void;
  /** No more calls: imsg finishes what it has accepted and ends. */
  endInput(): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export function createRpcClient(options: RpcClientOptions): RpcClient {
  const { spawn, request, clock, logger, nextId } = options;
  const noise = createChildNoise(logger, () => options.onDamaged?.());
  const pending = createPendingCalls(clock, nextId);
  let batch: Arrival[] = [];
  let acceptsCalls = true;
  const hearing = createHearing();

  const flush = () => {
    if (batch.length === 0) return;
    const messages = batch;
    batch = [];
    options.onMessages(messages);
  };
  const onNotification = (method: string, params: unknown, raw: Buffer) => {
    if (method === 'message') {
      const payload = (params as { message?: unknown } | null | undefined)?.message;
      batch.push({ raw, payload, arrivedAtMs: clock.wallMs() });
      return;
    }
    flush();
    options.onNotification(method, params);
  };
  const onFrame = (raw: Buffer, line: string) => {
    const frame = parseFrame(line);
    if (frame === null) return noise.unparsed(line);
    // A barrier: whatever a frame does to those who handle it, it is counted and the next one is read.
    try {
      handle(frame, raw);
    } catch (error) {
      noise.unhandled(error);
    }
  };
  const handle = (frame: Frame, raw: Buffer) => {
    if (typeof frame.method !== 'string') settle(frame, pending, noise);
    else if (frame.id === undefined) onNotification(frame.method, frame.params, raw);
    else noise.stray('a request from imsg', frame.method.slice(0, 80));
  };
  const framer = createFramer({ onFrame, onOversize: noise.oversize });

  const transport = spawn(request, {
    onData(bytes) {
      hearing.came();
      framer.push(bytes);
      flush();
    },
    onStderr: noise.stderr,
    onExit(exit) {
      acceptsCalls = false;
      framer.end();
      flush();
      noise.stderrEnd();
      const reason = closeReason(exit, options, noise);
      pending.rejectAll((method) => closeError(reason, exit, method));
      options.onClose(reason);
    },
  });

  return {
    call(method, params, callOptions = {}) {
      if (!acceptsCalls) {
        return Promise.reject(new EngineError('imsg_not_running', { message: 'imsg rpc not running' }));
      }
      return pending.open(method, callOptions, (id) => {
        const line = JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) });
        transport.write(Buffer.from(`${line}\n`));
      });
    },
    counts: () => ({
      ...pending.strays,
      unparsed: noise.unparsedLines(),
      oversize: noise.oversizeLines(),
    }),
    recentNoise: noise.recent,
    isMutating: pending.isMutating,
    ...hearing.of(transport),
    endInput() {
      acceptsCalls = false;
      transport.endInput();
    },
    kill: (signal) => transport.kill(signal),
  };
}

/** What has come of a child, and whether anybody listens. */
function createHearing() {
  let heard = 0;
  let isPaused = false;
  const came = () => {
    heard += 1;
  };
  return {
    came,
    of: (transport: Transport): Pick<RpcClient, 'heard' | 'isPaused' | 'pause' | 'resume'> => ({
      heard: () => heard,
      isPaused: () => isPaused,
      pause() {
        isPaused = true;
        came();
        transport.pause();
      },
      resume() {
        isPaused = false;
        transport.resume();
      },
    }),
  };
}

function settle(frame: Frame, pending: ReturnType<typeof createPendingCalls>, noise: ChildNoise): void {
  const call = pending.take(frame.id);
  if (call === null) {
    const content = frame.error === undefined ? '' : errorBody(frame.error).message;
    noise.stray('an answer that no call waits for', `id ${foreignJson(frame.id)} ${content}`);
  } else if (frame.error !== undefined) {
    call.reject(new RpcError(call.method, errorBody(frame.error)));
  } else call.resolve(frame.result);
}

function closeReason(
  exit: TransportExit,
  { request: { command }, platform }: Pick<RpcClientOptions, 'request' | 'platform'>,
  noise: Pick<ChildNoise, 'deniesDiskAccess' | 'lacksRpc'>,
): EngineError {
  const { spawnError, code, signal } = exit;
  if (spawnError !== undefined) {
    if (NOT_FOUND.has(spawnError)) return notFound(command, platform);
    const errorCode = NOT_EXECUTABLE.has(spawnError) ? 'imsg_not_executable' : 'imsg_exited';
    return new EngineError(errorCode, {
      message: `imsg cannot be run (${command}): ${spawnError}`,
      remedy: spawnError === 'ENOEXEC' ? NO_PROGRAM_REMEDY : systemRemedy(spawnError),
    });
  }
  if (noise.deniesDiskAccess()) return new EngineError('imsg_no_disk_access');
  if (noise.lacksRpc()) return new EngineError('imsg_without_rpc');
  const how =
    code !== null ? `exited (code ${code})` : signal !== null ? `exited (signal ${signal})` : 'closed';
  return new EngineError('imsg_exited', { message: `imsg rpc ${how}` });
}

/** Of the default imsg a machine that is no Mac can have none (ruling-46). */
function notFound(command: string, platform: string): EngineError {
  if (platform === 'darwin' || command !== DEFAULT_CLI_PATH)
    return new EngineError('imsg_not_found', { message: `imsg not found (${command})` });
  return new EngineError('imsg_not_found', {
    message: 'iMessage via the default imsg CLI must run on macOS, on the Mac signed into Messages.',
    remedy:
      'Set channels.imessage.cliPath to a wrapper script that runs imsg there, such as: exec ssh -T mac imsg "$@"',
  });
}

/** The same words for each call, with what the end of the child means for it. */
function closeError(reason: EngineError, exit: TransportExit, method: MethodName): EngineError {
  const outcome = exit.spawnError === undefined ? unknownOutcome(method) : 'definite';
  return new EngineError(reason.code, { message: reason.message, outcome, remedy: reason.remedy });
}
