// Any program as an agent: one process a turn, the turn as one line of JSON on stdin, the reply on stdout as it comes.

import { cleanForeign } from '../log-text.ts';
import type { Clock } from '../ports/clock.ts';
import { agentEnvironment } from '../ports/environment.ts';
import type { Logger } from '../ports/logger.ts';
import { PRINTED_MAX, runProgram } from '../ports/run-program.ts';
import type { Agent, AgentAnswer, AgentTurn, AgentVoice } from './agent.ts';
import { AgentFailure } from './failure.ts';

/** A reply longer than this is a fault of the program, not a message. */
export const OUTPUT_BYTES_MAX = 1024 * 1024;

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
 * turn that comes again after a crash has the same id. What it prints is the reply, written as it prints it; nothing = no
 * reply. Another exit code than 0 fails the turn with `agent_failed`.
 */
export function createCommandAgent(options: CommandAgentOptions): Agent {
  return {
    name: 'command',
    turnsMax: options.turnsMax ?? 1,
    session: 'none',
    run: (turn, voice) => runTurn(options, turn, voice),
  };
}

async function runTurn(
  options: CommandAgentOptions,
  turn: AgentTurn,
  { signal, write }: Pick<AgentVoice, 'signal' | 'write'>,
): Promise<AgentAnswer> {
  const { clock, logger, timeoutMs = 120_000 } = options;
  const [command, ...args] = options.argv;
  const added = { IMGATE_TURN_ID: turn.id, IMGATE_SESSION: turn.sessionKey };
  const env = agentEnvironment(process.env, options.envOnly ?? null, added);
  const input = Buffer.from(`${JSON.stringify(turn)}\n`);
  // A character may come in two halves.
  const decoder = new TextDecoder();
  // Who writes in a turn that is over is ended by its signal.
  const written = (text: string) => (text === '' ? Promise.resolve() : write(text)).catch(() => {});
  let last = Promise.resolve();
  const { failure, printed } = await runProgram(
    {
      command,
      args,
      env,
      input,
      timeoutMs,
      outputBytesMax: OUTPUT_BYTES_MAX,
      onOutput(bytes) {
        last = written(decoder.decode(bytes, { stream: true }));
      },
    },
    clock,
    signal,
  );
  if (failure !== null) throw new AgentFailure('agent_failed', `agent command ${failure}`, printed);
  const said = cleanForeign(printed, PRINTED_MAX);
  if (said !== '') logger.debug(`agent command printed: ${said}`);
  await last;
  await written(decoder.decode());
  return { replies: [] };
}
