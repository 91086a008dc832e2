import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './node-script.ts';

/** Counts the Node processes that were started with its environment, whoever started them. */
export interface ProcessCensus {
  /** To be inherited by all that are to be counted. */
  readonly env: Readonly<Record<string, string>>;
  /** How many there have been. */
  readonly seen: number;
  /** Resolves when there have been this many and none of them lives any more. */
  empty(count: number): Promise<void>;
}

/** Each process holds a connection for as long as it lives, so that its end is an event, however it ends. */
export async function startCensus(): Promise<ProcessCensus> {
  const folder = temporaryFolder();
  const address = join(folder, 'census');
  const preload = join(folder, 'preload.cjs');
  writeFileSync(
    preload,
    `const socket = require('node:net').connect(${JSON.stringify(address)});
     socket.on('error', () => {});
     socket.unref();`,
  );
  let seen = 0;
  let living = 0;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const look = () => {
    const isOver = ({ count }: { readonly count: number }) => living === 0 && seen >= count;
    for (const { resolve } of waiting.filter(isOver)) resolve();
    waiting = waiting.filter((each) => !isOver(each));
  };
  const server = createServer((socket) => {
    seen += 1;
    living += 1;
    socket.on('error', () => {});
    socket.on('close', () => {
      living -= 1;
      look();
    });
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(address, resolve));
  onTestFinished(() => void server.close());
  return {
    env: { NODE_OPTIONS: `--require="${preload}"` },
    get seen() {
      return seen;
    },
    empty: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        look();
      }),
  };
}
