import type { Clock } from '../ports/clock.ts';
import { PRINTED_MAX } from '../ports/run-program.ts';
import type { Spawn, SpawnRequest, TransportExit } from './transport.ts';

const ANSWER_WITHIN_MS = 10_000;
const OUTPUT_BYTES_MAX = 8 * 1024 * 1024;
/** How long it may take to obey SIGTERM once its time is over (OUT-15). */
const KILL_WAIT_MS = 2_000;

/** What limits how long an answer is waited for. */
export interface Waits {
  readonly clock: Clock;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

/** An imsg that has ended, by itself or because its time was over. */
interface Ended {
  readonly output: string;
  /** The end of what it printed on stderr, as it came. */
  readonly printed: string;
  readonly exit: TransportExit;
}

/**
 * What `imsg` prints when it is run with these words, as far as it does within a time, by default 10 s. Only fixed words go on the
 * command line, so this is safe behind a remote wrapper too (ruling-1).
 */
export async function runOnce(
  spawn: Spawn,
  command: string,
  args: readonly ('--version' | 'status' | 'launch' | '--json')[],
  waits: Waits,
  withinMs = ANSWER_WITHIN_MS,
): Promise<string> {
  return (await runToItsEnd(spawn, { command, args }, waits, withinMs)).output;
}

/** The same with any words: for an imsg of this machine alone, where no shell reads them again. */
export function runToItsEnd(
  spawn: Spawn,
  request: SpawnRequest,
  { clock, ending }: Waits,
  withinMs: number,
): Promise<Ended> {
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    let length = 0;
    let printed = '';
    const transport = spawn(request, {
      onData(bytes) {
        length += bytes.length;
        if (length <= OUTPUT_BYTES_MAX) output.push(Buffer.from(bytes));
      },
      onStderr(bytes) {
        printed = (printed + Buffer.from(bytes).toString()).slice(-PRINTED_MAX);
      },
      onExit(exit) {
        deadline.cancel();
        ending.removeEventListener('abort', kill);
        resolve({ output: Buffer.concat(output).toString(), printed, exit });
      },
    });
    transport.endInput();
    const kill = () => transport.kill('SIGKILL');
    let deadline = clock.after(withinMs, () => {
      transport.kill('SIGTERM');
      deadline = clock.after(KILL_WAIT_MS, kill);
    });
    if (ending.aborted) kill();
    ending.addEventListener('abort', kill, { once: true });
  });
}
