import { type Clock, sleep } from '../ports/clock.ts';
import type { Spawn } from './transport.ts';

const ANSWER_WITHIN_MS = 10_000;
const OUTPUT_CHARS_MAX = 1_000;

/**
 * What `imsg --version` prints; null when it prints no version in time. Only fixed words go on the command
 * line, so this is safe behind a remote wrapper too (ruling 1).
 */
export function readVersion(spawn: Spawn, command: string, clock: Clock): Promise<string | null> {
  return new Promise((resolve) => {
    let output = '';
    const done = new AbortController();
    const finish = () => {
      done.abort();
      resolve(/^\d+\.\d+\.\d+$/m.exec(output)?.[0] ?? null);
    };
    const transport = spawn(
      { command, args: ['--version'] },
      {
        onData(bytes) {
          if (output.length < OUTPUT_CHARS_MAX) output += Buffer.from(bytes).toString('latin1');
        },
        onStderr() {},
        onExit: finish,
      },
    );
    transport.endInput();
    void sleep(clock, ANSWER_WITHIN_MS, done.signal).then(() => {
      if (!done.signal.aborted) transport.kill('SIGKILL');
    });
  });
}
