// Any program as an agent: one process a turn, the turn as one line of JSON on stdin, the reply on stdout.

import { cleanForeign } from '../log-text.ts';
import { type ChildExit, startChild } from '../ports/child-process.ts';
import type { Clock } from '../ports/clock.ts';
import { agentEnvironment } from '../ports/environment.ts';
import type { Logger } from '../ports/logger.ts';
import type { Agent, AgentAnswer, AgentTurn } from './agent.ts';
import { AgentFailure } from './failure.ts';

/** A reply longer than this is a fault of the program, not a message. */
export const OUTPUT_BYTES_MAX = 1024 * 1024;
const STDERR_TAIL_CHARS = 2_000;
/** How long the program may take to obey SIGTERM. */
const KILL_WAIT_MS = 1_000;

interface CommandAgentOptions {
  /** Program and arguments; no shell reads them. */
  readonly argv: readonly [string, ...string[]];
  readonly clock: Clock;
  /** Gets what the program prints on stderr, at debug. */
  readonly logger: Pick<Logger, 'debug'>;
  /** The variables that it gets of this process. Default: all. */
  readonly envOnly?: readonly string[] | undefined;
  /** Default 120000. */
  readonly timeoutMs?: number;
  /** Turns of different conversations at once. Default 1. */
  readonly turnsMax?: number;
}

/**
 * The program finds the turn on stdin, its id in IMGATE_TURN_ID and its conversation in IMGATE_SESSION; a
 * turn that comes again after a crash has the same id. What it prints, trimmed, is the reply; nothing = no
 * reply. Another exit code than 0 fails the turn with `agent_failed`.
 */
export function createCommandAgent(options: CommandAgentOptions): Agent {
  return {
    name: 'command',
    turnsMax: options.turnsMax ?? 1,
    session: 'none',
    run: (turn, { signal }) => runTurn(options, turn, signal),
  };
}

function runTurn(options: CommandAgentOptions, turn: AgentTurn, signal: AbortSignal): Promise<AgentAnswer> {
  const { clock, logger, timeoutMs = 120_000 } = options;
  const [command, ...args] = options.argv;
  if (signal.aborted) return Promise.reject(failed('was stopped before it began'));

  return new Promise((resolve, reject) => {
    const output: Uint8Array[] = [];
    let outputBytes = 0;
    let errorTail = '';
    let killReason: string | null = null;

    const kill = (reason: string) => {
      if (killReason !== null) return;
      killReason = reason;
      killTimer.cancel();
      child.kill('SIGTERM');
      killTimer = clock.after(KILL_WAIT_MS, () => child.kill('SIGKILL'));
    };
    const onAbort = () => kill('was stopped');
    const onExit = (exit: ChildExit) => {
      killTimer.cancel();
      signal.removeEventListener('abort', onAbort);
      const reason = killReason ?? failureOf(exit);
      if (reason !== null) return reject(failed(reason, errorTail));
      const printed = cleanForeign(errorTail, STDERR_TAIL_CHARS);
      if (printed !== '') logger.debug(`agent command printed: ${printed}`);
      const text = Buffer.concat(output).toString().trim();
      resolve({ replies: text === '' ? [] : [text] });
    };

    const added = { IMGATE_TURN_ID: turn.id, IMGATE_SESSION: turn.sessionKey };
    const env = agentEnvironment(process.env, options.envOnly ?? null, added);
    const child = startChild({ command, args, env }, clock, {
      onData(bytes) {
        outputBytes += bytes.length;
        if (outputBytes > OUTPUT_BYTES_MAX) kill(`wrote more than ${OUTPUT_BYTES_MAX} bytes`);
        else output.push(bytes);
      },
      onStderr(bytes) {
        errorTail = (errorTail + Buffer.from(bytes).toString()).slice(-STDERR_TAIL_CHARS);
      },
      // A program need not read its turn, and may close its output early; its exit code decides.
      onBroken() {},
      onExit,
    });
    let killTimer = clock.after(timeoutMs, () => kill(`did not end within ${timeoutMs} ms`));
    signal.addEventListener('abort', onAbort, { once: true });
    child.write(Buffer.from(`${JSON.stringify(turn)}\n`));
    child.endInput();
  });
}

function failureOf({ code, signal, spawnError }: ChildExit): string | null {
  if (spawnError !== undefined) return `could not be started (${spawnError})`;
  if (signal !== null) return `ended by ${signal}`;
  return code === 0 ? null : `exited with code ${code}`;
}

function failed(reason: string, printed = ''): AgentFailure {
  return new AgentFailure('agent_failed', `agent command ${reason}`, printed);
}
