import type { Terminal } from '../../engine/cli/terminal.ts';

/** A line on standard error that the next one takes the place of. */
export interface Progress {
  show(text: string): void;
  /** Before anything else is printed. */
  clear(): void;
}

const CLEARED = '\r\u001b[K';

export function createProgress({ err }: Pick<Terminal, 'err'>, isTerminal: boolean): Progress {
  let isShown = false;
  return {
    show(text) {
      if (!isTerminal) return;
      isShown = true;
      err(`${CLEARED}${text}`);
    },
    clear() {
      if (isShown) err(CLEARED);
      isShown = false;
    },
  };
}
