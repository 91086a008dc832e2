// Real programs for tests of real processes: Node scripts given as text.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Program and arguments that run `source` as a Node script. */
export function nodeScript(source: string): readonly [string, ...string[]] {
  return [process.execPath, '-e', source];
}

/** `text` as one word for a shell, whatever is in it. */
export const shellWord = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Writes an executable that runs `command` with what it is given besides. A `#!` line would not do: it holds no
 * path with a space.
 */
export function writeLauncher(path: string, command: readonly string[]): void {
  writeFileSync(path, `#!/bin/sh\nexec ${command.map(shellWord).join(' ')} "$@"\n`, { mode: 0o755 });
}

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Lifeline {
  /** A Node script that holds the line for as long as its process lives. It ends by no other means. */
  readonly holder: string;
  readonly held: Promise<void>;
  /** The process that held the line is gone. */
  readonly released: Promise<void>;
}

/** Tells by an event when a process that is nobody's child any more has ended. */
export function openLifeline(): Lifeline {
  const path = join(temporaryFolder(), 'lifeline');
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    held.resolve();
    socket.on('error', () => {});
    socket.on('close', () => released.resolve());
    socket.resume();
  });
  server.listen(path);
  onTestFinished(() => void server.close());
  return {
    holder: `require('node:net').connect(${JSON.stringify(path)}); setInterval(() => {}, 1e6);`,
    held: held.promise,
    released: released.promise,
  };
}
