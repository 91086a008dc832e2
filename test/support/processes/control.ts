// A control socket in this process, and programs that talk to it over real connections.

import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { askStatus, gatewayAt } from '../../../engine/gateway/control-client.ts';
import type { ControlMethods } from '../../../engine/gateway/control-methods.ts';
import { createControlSocket } from '../../../engine/gateway/control-socket.ts';
import { type Clock, createSystemClock } from '../../../engine/ports/clock.ts';
import { createSystemIds } from '../../../engine/ports/ids.ts';
import type { EngineStatus } from '../../../engine/status.ts';
import { createManualClock, type ManualClock } from '../clocks/manual-clock.ts';
import { createListLogger, type ListLogger } from '../messages/list-logger.ts';
import { nodeScript } from './node-script.ts';

export const statusOf = (epoch: number): EngineStatus => ({
  state: 'running',
  store: { epoch, waitingCommands: 0, failure: null },
  sources: [],
  accounts: [],
});

/** Real turns of the loop, and timers that only the test moves. */
interface HalfManualClock extends Clock {
  advance: ManualClock['advance'];
}

interface ControlLogger extends ListLogger {
  /** Resolves when it says this the next time. */
  said(line: string): Promise<void>;
}

interface TestControl {
  readonly stateDir: string;
  /** Where it is within a state folder that is not too long. */
  readonly path: string;
  readonly logger: ControlLogger;
  readonly clock: HalfManualClock;
  open(): Promise<void>;
  close(): Promise<void>;
}

interface TestControlOptions {
  readonly stateDir?: string;
  readonly epoch?: number;
  /** Besides `status`. */
  readonly methods?: Readonly<Record<string, ControlMethods[string]['run']>>;
}

/** A state folder of the test's own, at a path that is short on every system, and real. */
export function makeStateDir(mode = 0o700): string {
  const folder = mkdtempSync(join(realpathSync('/tmp'), 'imgate-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stateDir = join(folder, 'state');
  mkdirSync(stateDir);
  // Whatever the umask allows.
  chmodSync(stateDir, mode);
  return stateDir;
}

/** A control socket of a gateway that has the store in `epoch`, not open yet. Closed with the test at the latest. */
export function makeControl({
  stateDir = makeStateDir(),
  epoch = 1,
  methods = {},
}: TestControlOptions = {}): TestControl {
  const manual = createManualClock();
  const clock = { ...createSystemClock(), after: manual.after, advance: manual.advance };
  const logger = createControlLogger();
  const table = Object.entries({ status: () => statusOf(epoch), ...methods }).map(
    ([name, run]): [string, ControlMethods[string]] => [name, { params: z.looseObject({}), run }],
  );
  const control = createControlSocket({
    stateDir,
    methods: Object.fromEntries(table),
    clock,
    ids: createSystemIds(),
    logger,
  });
  onTestFinished(() => control.close());
  return {
    stateDir,
    path: join(stateDir, 'control/gateway.sock'),
    logger,
    clock,
    open: () => control.open(epoch),
    close: () => control.close(),
  };
}

function createControlLogger(): ControlLogger {
  const list = createListLogger();
  const awaited = new Map<string, () => void>();
  const then = (log: ListLogger['info']) => (message: string) => {
    log(message);
    awaited.get(list.lines.at(-1)!)?.();
  };
  return {
    lines: list.lines,
    debug: then(list.debug),
    info: then(list.info),
    warn: then(list.warn),
    error: then(list.error),
    said: (line) => new Promise((resolve) => awaited.set(line, resolve)),
  };
}

/** A connection as any program may open one. */
export interface ControlConnection {
  write(text: string): void;
  /** Writes a line, and resolves to the next answer. Rejects when the other side ends first. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are compared, not relied upon.
  ask(line: string | object): Promise<any>;
  /** The next answer. */
  next(): Promise<unknown>;
  /** Takes nothing from now on, until `read`. */
  stall(): void;
  read(): void;
  /** Says that nothing more will be asked. */
  end(): void;
  readonly closed: Promise<void>;
}

export async function connectTo(path: string): Promise<ControlConnection> {
  const socket = connect(path);
  onTestFinished(() => void socket.destroy());
  const lines: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  let rest = '';
  let isClosed = false;
  socket.on('data', (bytes) => {
    const parts = (rest + bytes).split('\n');
    rest = parts.pop()!;
    for (const line of parts) {
      const next = waiting.shift();
      if (next) next.resolve(line);
      else lines.push(line);
    }
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isClosed = true;
      for (const { reject } of waiting) reject(new Error('The connection was closed.'));
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve).on('error', reject);
  });
  const next = async () => {
    const line = lines.shift();
    if (line !== undefined) return JSON.parse(line) as unknown;
    if (isClosed) throw new Error('The connection was closed.');
    const one = Promise.withResolvers<string>();
    waiting.push(one);
    return JSON.parse(await one.promise) as unknown;
  };
  return {
    write: (text) => void socket.write(text),
    ask(line) {
      socket.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
      return next();
    },
    next,
    stall: () => void socket.pause(),
    read: () => void socket.resume(),
    end: () => void socket.end(),
    closed,
  };
}

/** A request as the protocol wants it. */
export const request = (method: string, id: number | string = 1) => ({ jsonrpc: '2.0', id, method });

/** Asks the gateway of this state folder as `imgate status` does. */
export const ask = (stateDir: string) => askStatus(gatewayAt(stateDir, createSystemClock()));

/** A socket that a process left which was killed. */
export function leaveSocket(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const [program, ...args] = nodeScript(
    `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
  );
  expect(spawnSync(program, args).signal).toBe('SIGKILL');
  expect(lstatSync(path).isSocket()).toBe(true);
}

/** Some program that listens at this path, and answers a question with this text, or never. */
export async function listenAt(path: string, text?: string): Promise<{ readonly asked: Promise<void> }> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const asked = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      asked.resolve();
      if (text !== undefined) socket.end(text);
    });
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { asked: asked.promise };
}
