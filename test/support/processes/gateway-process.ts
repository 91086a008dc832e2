import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { EngineEventName, EngineEvents } from '../../../engine/events.ts';
import { fakeEnv } from '../clocks/fast-time.ts';
import type { EVENT_NAMES, FastGatewayOptions } from './fast-gateway.ts';

const ENTRY = fileURLToPath(new URL('fast-gateway.ts', import.meta.url));

type Name = (typeof EVENT_NAMES)[number];

/** An event as a spawned gateway tells it. */
export type Told = {
  [One in Name & EngineEventName]: {
    readonly name: One;
    readonly event: EngineEvents[One];
    /** The most memory that the gateway had had until then. */
    readonly peakMemoryKib: number;
  };
}[Name];

export interface GatewayExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A spawned gateway with a fast clock. Ended with the test at the latest. */
export interface GatewayProcess {
  /** The last lines of its log. */
  readonly log: readonly string[];
  /** Every event so far. */
  readonly told: readonly Told[];
  /** Resolves when an event has made it true; rejects with the end of the log if the process ends before. */
  until(isTrue: () => boolean): Promise<void>;
  readonly exited: Promise<GatewayExit>;
  /** Asks for an end in good order. */
  stop(): Promise<GatewayExit>;
  /** Ends it as a crash does. */
  kill(): Promise<GatewayExit>;
}

export interface GatewayProcessOptions extends Omit<FastGatewayOptions, 'killAt'> {
  readonly killAt?: FastGatewayOptions['killAt'];
  /** Variables for the gateway and what it starts. */
  readonly env?: Readonly<Record<string, string>>;
}

const LOG_LINES_SHOWN = 20;

export function startGateway({ config, time, killAt = null, env }: GatewayProcessOptions): GatewayProcess {
  const options: FastGatewayOptions = { config, time, killAt };
  const child = fork(ENTRY, [JSON.stringify(options)], {
    execArgv: [],
    env: { ...process.env, ...fakeEnv(time), ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: Told[] = [];
  const log: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => {
    log.push(line);
    if (log.length > LOG_LINES_SHOWN) log.shift();
  });
  child.on('message', (message) => void told.push(message as Told));
  const exited = once(child, 'exit').then(([code, signal]): GatewayExit => ({ code, signal }));

  return {
    log,
    told,
    exited,
    until(isTrue) {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (!isTrue()) return;
          child.off('message', look).off('close', fail);
          resolve();
        };
        const fail = () => reject(new Error(`The gateway ended too early. Its log:\n${log.join('\n')}`));
        child.on('message', look).on('close', fail);
        look();
      });
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    kill() {
      child.kill('SIGKILL');
      return exited;
    },
  };
}
