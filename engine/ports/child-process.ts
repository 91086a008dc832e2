// One child process in a process group of its own: the mechanism that the wire client and programs that are run to their
// end share. What to do when a pipe breaks is for them to decide.

import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Clock } from './clock.ts';

/** How long a grandchild that holds stdout may go on writing after its parent has ended. */
const DRAIN_MS = 100;

export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why the child never ran (`ENOENT`, `EACCES` …). */
  readonly spawnError?: string;
}

interface ChildProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** All the variables it has. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface ChildProcessEvents {
  onData(bytes: Uint8Array): void;
  onStderr(bytes: Uint8Array): void;
  /** The pipe failed, or the child closed its stdout; it may go on running. */
  onBroken(pipe: 'stdin' | 'stdout'): void;
  /** Exactly once, after everything else. */
  onExit(exit: ChildExit): void;
}

interface RunningChild {
  /** Never throws; a failure is told through `onBroken`. */
  write(bytes: Uint8Array): void;
  pause(): void;
  resume(): void;
  endInput(): void;
  /** Signals the whole group, so that what a wrapper script has started ends with it. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts a program without a shell. Events come after this function has returned. */
export function startChild(
  request: ChildProcessRequest,
  clock: Clock,
  events: ChildProcessEvents,
): RunningChild {
  const { command, args, env } = request;
  try {
    const child = spawn(command, args, { detached: true, env });
    if (child.pid !== undefined) return attach(child, clock, events);
    // Without a process there may be no pipes either (EMFILE), so nothing else of the child is touched.
    child.on('error', (error) => events.onExit(neverRan(error)));
  } catch (error) {
    // Node throws at once for what no system could start, such as a NUL in the path.
    clock.soon(() => events.onExit(neverRan(error as Error)));
  }
  const ignore = () => {};
  return { write: ignore, pause: ignore, resume: ignore, endInput: ignore, kill: ignore };
}

function neverRan(error: NodeJS.ErrnoException): ChildExit {
  return { code: null, signal: null, spawnError: error.code ?? error.message };
}

function attach(
  child: ChildProcessWithoutNullStreams,
  clock: Clock,
  events: ChildProcessEvents,
): RunningChild {
  let exit: ChildExit | null = null;
  let isOver = false;
  let isKilled = false;
  let openPipes = 2;

  const finish = () => {
    if (isOver || exit === null) return;
    isOver = true;
    signalGroup(child, 'SIGKILL');
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    events.onExit(exit);
  };
  // `exit`, not `close`, is the end of a child: a grandchild can hold its pipes for ever. A paused pipe may
  // hold what the child said last, so its time starts when it is read again, unless nobody will any more.
  const finishSoon = () => {
    clock.after(DRAIN_MS, () => {
      // After a blocked loop timers run before input: `soon` lets what is in the pipe come first.
      if (isKilled || !child.stdout.isPaused()) clock.soon(finish);
    });
  };
  const onPipeEnd = () => {
    openPipes -= 1;
    if (openPipes === 0) finish();
  };
  const onBroken = (pipe: 'stdin' | 'stdout') => {
    if (exit === null && !isOver) events.onBroken(pipe);
  };

  child.on('exit', (code, signal) => {
    exit = { code, signal };
    if (openPipes === 0) finish();
    else finishSoon();
  });
  child.stdin.on('error', () => onBroken('stdin'));
  child.stdout.on('error', () => onBroken('stdout'));
  // A broken stderr costs diagnostics only. Without a handler it would end this process.
  child.stderr.on('error', () => {});
  child.stdout.on('data', (bytes: Buffer) => events.onData(bytes));
  child.stderr.on('data', (bytes: Buffer) => events.onStderr(bytes));
  child.stdout.on('end', () => {
    onBroken('stdout');
    onPipeEnd();
  });
  child.stderr.on('end', () => onPipeEnd());

  return {
    write(bytes) {
      if (child.stdin.writable) child.stdin.write(bytes);
    },
    pause: () => void child.stdout.pause(),
    resume() {
      child.stdout.resume();
      if (exit !== null) finishSoon();
    },
    endInput: () => void child.stdin.end(),
    kill(signal) {
      isKilled = true;
      if (exit === null) signalGroup(child, signal);
      else if (child.stdout.isPaused()) finish();
    },
  };
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL') {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
