import { execa } from 'execa';
import type { Clock } from './clock.ts';
import { agentEnvironment, toolEnvironment } from './environment.ts';
import type { ProgramEnd, ProgramRequest, Programs } from './programs.ts';

/** How long a program may take to obey SIGTERM. */
const KILL_WAIT_MS = 1_000;
const NOTHING = new Uint8Array();

/** Programs of this machine, each in a process group of its own. */
export function createSystemPrograms(clock: Clock): Programs {
  return {
    async run(request, signal) {
      if (signal.aborted) return failed('was stopped before it began');
      const child = start(request);
      const watch = watched(child.pid, request.timeoutMs, clock, signal);
      const end = await child;
      const killed = watch.end();
      if (killed !== null) return failed(killed);
      if (end.isMaxBuffer) return failed(`wrote more than ${request.outputBytesMax} bytes`);
      if (end.code === 'ENOENT') return { failure: { code: 'absent', why: 'is not there' }, output: NOTHING };
      if (end.failed) return failed(wordsOf(end));
      return { failure: null, output: end.stdout };
    },
  };
}

function start({ command, args, input, environment = 'tools', outputBytesMax }: ProgramRequest) {
  const { env } = process;
  return execa(command, args, {
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    stderr: 'ignore',
    encoding: 'buffer',
    maxBuffer: outputBytesMax,
    reject: false,
    detached: true,
    extendEnv: false,
    env: environment === 'all' ? agentEnvironment(env, null, {}) : toolEnvironment(env),
  });
}

function wordsOf({
  exitCode,
  signal,
  code,
}: {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
}): string {
  if (exitCode !== undefined) return `exited with code ${exitCode}`;
  return signal === undefined ? `could not be started (${code ?? 'unknown'})` : `ended by ${signal}`;
}

function failed(why: string): ProgramEnd {
  return { failure: { code: 'failed', why }, output: NOTHING };
}

/** Ends the group of a process when its time is over, or nobody wants it any more. */
function watched(pid: number | undefined, timeoutMs: number, clock: Clock, signal: AbortSignal) {
  let killed: string | null = null;
  const kill = (why: string) => {
    killed = why;
    timer.cancel();
    signalGroup(pid, 'SIGTERM');
    timer = clock.after(KILL_WAIT_MS, () => signalGroup(pid, 'SIGKILL'));
  };
  const onAbort = () => kill('was stopped');
  let timer = clock.after(timeoutMs, () => kill(`did not end within ${timeoutMs} ms`));
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    /** Why it was ended; null = it was not. */
    end(): string | null {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
      // What it has started may live on, and hold what it was given.
      signalGroup(pid, 'SIGKILL');
      return killed;
    },
  };
}

function signalGroup(pid: number | undefined, name: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nobody is left in the group.
  }
}
