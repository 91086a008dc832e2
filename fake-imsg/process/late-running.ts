import type { Running } from '../command-line/command.ts';

/** A command that begins only later: what comes in till then waits, in order. */
export function lateRunning(): { readonly running: Running; begin(running: Running): void } {
  const waiting: ((running: Running) => void)[] = [];
  let begun: Running | null = null;
  const pass = (take: (running: Running) => void) => {
    if (begun) take(begun);
    else waiting.push(take);
  };
  return {
    running: {
      input(bytes) {
        // Copied, because whoever delivers bytes may use their memory again.
        const kept = begun ? bytes : bytes.slice();
        pass((running) => running.input(kept));
      },
      endInput: () => pass((running) => running.endInput()),
      wantsInput: () => begun?.wantsInput() ?? false,
    },
    begin(running) {
      begun = running;
      for (const take of waiting.splice(0)) take(running);
    },
  };
}
