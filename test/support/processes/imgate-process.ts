import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './node-script.ts';
import { programPath } from './programs.ts';

const MAIN = programPath('imgate');

/** One line on stderr: a log line, or the text of anything else with no level. */
export interface LogLine {
  readonly level: string | null;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** `imgate gateway` as people start it. Ended with the test at the latest. */
export interface ImgateProcess {
  /** Resolves to the first line with this text, also if it was there before; rejects when the process ends. */
  said(text: string | RegExp): Promise<LogLine>;
  readonly configPath: string;
  readonly log: readonly LogLine[];
  readonly exited: Promise<number | null>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<number | null>;
}

/** @param config The configuration, or the text of its file. */
export function startImgate(
  config: object | string,
  env: Readonly<Record<string, string>> = {},
  flags: readonly ('--verbose' | '--take-over')[] = [],
): ImgateProcess {
  const path = join(temporaryFolder(), 'imgate.json5');
  writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
  const child = spawn(process.execPath, [MAIN, 'gateway', '--config', path, ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const log: LogLine[] = [];
  const lines = createInterface({ input: child.stderr });
  lines.on('line', (line) => {
    log.push(line.startsWith('{') ? (JSON.parse(line) as LogLine) : { level: null, msg: line });
  });
  // `close` comes after the last line.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    configPath: path,
    log,
    exited,
    said(text) {
      const isIt = ({ msg }: LogLine) => (typeof text === 'string' ? msg.includes(text) : text.test(msg));
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = log.find(isIt);
          if (found) resolve(found);
        };
        const fail = () =>
          reject(new Error(`It never said ${text}:\n${log.map(({ msg }) => msg).join('\n')}`));
        lines.on('line', look);
        child.on('close', fail);
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

export interface OpenConfigPaths {
  readonly stateDir: string;
  readonly cliPath: string;
  readonly dbPath?: string;
}

/** Whoever writes is answered by an echo. */
export function openConfig({ stateDir, cliPath, dbPath }: OpenConfigPaths) {
  return {
    stateDir,
    channels: {
      imessage: { cliPath, ...(dbPath && { dbPath }), dmPolicy: 'open', allowFrom: ['*'] },
    },
    agents: { list: [{ id: 'main', type: 'echo' }] },
  };
}
