import type { Clock } from '../ports/clock.ts';
import type { Spawn } from './transport.ts';

const ANSWER_WITHIN_MS = 10_000;
const OUTPUT_CHARS_MAX = 64 * 1024;

/** What limits how long an answer is waited for. */
export interface Waits {
  readonly clock: Clock;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

/**
 * What `imsg` prints when it is run with these words, as far as it does within a time, by default 10 s. Only fixed words go on the
 * command line, so this is safe behind a remote wrapper too (ruling-1).
 */
export function runOnce(
  spawn: Spawn,
  command: string,
  args: readonly ('--version' | 'status' | 'launch' | '--json')[],
  { clock, ending }: Waits,
  withinMs = ANSWER_WITHIN_MS,
): Promise<string> {
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    let length = 0;
    const transport = spawn(
      { command, args },
      {
        onData(bytes) {
          length += bytes.length;
          if (length <= OUTPUT_CHARS_MAX) output.push(Buffer.from(bytes));
        },
        onStderr() {},
        onExit() {
          deadline.cancel();
          ending.removeEventListener('abort', kill);
          resolve(Buffer.concat(output).toString());
        },
      },
    );
    transport.endInput();
    const kill = () => transport.kill('SIGKILL');
    const deadline = clock.after(withinMs, kill);
    if (ending.aborted) kill();
    ending.addEventListener('abort', kill, { once: true });
  });
}
