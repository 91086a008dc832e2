// One program from its start to its end: what agents, converters and those that hear voice memos have in common.

import { type ChildExit, startChild } from './child-process.ts';
import type { Clock } from './clock.ts';

/** How long a program may take to obey SIGTERM. */
const KILL_WAIT_MS = 1_000;
/** Characters that are kept of what it prints on stderr last. */
export const PRINTED_MAX = 2_000;

interface Run {
  readonly command: string;
  readonly args: readonly string[];
  /** All the variables it has. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The end of its input follows at once. */
  readonly input: Uint8Array;
  readonly timeoutMs: number;
  /** Of its output; a program that writes more is ended. */
  readonly outputBytesMax: number;
  /** Gets its output as it comes. Left out = nobody does. */
  onOutput?(bytes: Uint8Array): void;
}

interface RunEnd {
  /** Null = it ended by itself with exit code 0; else why not, in words that may stand in a log. */
  readonly failure: string | null;
  /** Whether there is no such program. */
  readonly isAbsent: boolean;
  readonly output: Uint8Array;
  /** The end of what it printed on stderr, as it came. */
  readonly printed: string;
}

/** Never rejects. Where `signal` aborts, what the program has started ends with it. */
export async function runProgram(run: Run, clock: Clock, signal: AbortSignal): Promise<RunEnd> {
  const { command, args, env, input, timeoutMs, outputBytesMax } = run;
  const output: Uint8Array[] = [];
  let outputBytes = 0;
  let printed = '';
  let killReason: string | null = null;
  const ended = Promise.withResolvers<ChildExit>();
  const kill = (reason: string) => {
    if (killReason !== null) return;
    killReason = reason;
    killTimer.cancel();
    child.kill('SIGTERM');
    killTimer = clock.after(KILL_WAIT_MS, () => child.kill('SIGKILL'));
  };
  const onAbort = () => kill('was stopped');

  if (signal.aborted) return notRun('was stopped before it began');
  const child = startChild({ command, args, env }, clock, {
    onData(bytes) {
      outputBytes += bytes.length;
      if (outputBytes > outputBytesMax) kill(`wrote more than ${outputBytesMax} bytes`);
      else {
        output.push(bytes);
        run.onOutput?.(bytes);
      }
    },
    onStderr(bytes) {
      printed = (printed + Buffer.from(bytes).toString()).slice(-PRINTED_MAX);
    },
    // A program need not read its input, and may close its output early; its exit code decides.
    onBroken() {},
    onExit: ended.resolve,
  });
  let killTimer = clock.after(timeoutMs, () => kill(`did not end within ${timeoutMs} ms`));
  signal.addEventListener('abort', onAbort, { once: true });
  child.write(input);
  child.endInput();
  const exit = await ended.promise;
  killTimer.cancel();
  signal.removeEventListener('abort', onAbort);
  const isAbsent = exit.spawnError === 'ENOENT';
  return { failure: killReason ?? failureOf(exit), isAbsent, output: Buffer.concat(output), printed };
}

function notRun(failure: string): RunEnd {
  return { failure, isAbsent: false, output: new Uint8Array(), printed: '' };
}

function failureOf({ code, signal, spawnError }: ChildExit): string | null {
  if (spawnError !== undefined) return `could not be started (${spawnError})`;
  if (signal !== null) return `ended by ${signal}`;
  return code === 0 ? null : `exited with code ${code}`;
}
