// `imgate gateway` as people start it, and its last life on a clock that is further on.

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fakeEnv, fastTimeFromNow, later } from '../support/clocks/fast-time.ts';
import type { FastGatewayOptions } from '../support/processes/fast-gateway.ts';
import type { Home } from './home.ts';

const IMGATE = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));
const FAST_GATEWAY = fileURLToPath(new URL('../support/processes/fast-gateway.ts', import.meta.url));
const LOG_LINES_SHOWN = 20;
/** Longer than imsg may take over a send (ruling-14): what became of each is known by then. */
const SENDS_ARE_OVER_MS = 330_000;

export interface Gateway {
  /** The last lines of its log. */
  readonly log: readonly string[];
  readonly isOver: boolean;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
}

export function startGateway({ configPath, env }: Home): Gateway {
  const child = spawn(IMGATE, ['gateway', '--config', configPath], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return asGateway(child);
}

/** Calls back at every event. Its clock is so far on that no part can wait for its outcome any more. */
export function startLastGateway({ config, env }: Home, onEvent: () => void): Gateway {
  const time = later(fastTimeFromNow(), SENDS_ARE_OVER_MS);
  const options: FastGatewayOptions = { config, time, killAt: null };
  const child = fork(FAST_GATEWAY, [JSON.stringify(options)], {
    execArgv: [],
    env: { ...process.env, ...fakeEnv(time), ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', onEvent);
  return asGateway(child);
}

function asGateway(child: ChildProcess): Gateway {
  const log: string[] = [];
  let isOver = false;
  createInterface({ input: child.stderr! }).on('line', (line) => {
    log.push(line);
    if (log.length > LOG_LINES_SHOWN) log.shift();
  });
  // With its parent it ends too, whatever becomes of that.
  const end = () => void child.kill('SIGKILL');
  process.on('exit', end);
  const exited = once(child, 'exit').then(([code, signal]) => {
    isOver = true;
    process.off('exit', end);
    return { code: code as number | null, signal: signal as string | null };
  });
  return {
    log,
    exited,
    get isOver() {
      return isOver;
    },
    kill: (signal) => void child.kill(signal),
  };
}
