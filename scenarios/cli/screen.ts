// Standard output and input as the demo uses them. While somebody types, whatever is printed goes above the
// line that they are typing.

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';

export interface Screen {
  readonly hasColours: boolean;
  /** Width of the terminal; null where there is none. */
  columns(): number | null;
  write(text: string): void;
  /** Begins to read what is typed: lines, until the input ends, `stopReading` or the signal's abort. */
  read(signal: AbortSignal): AsyncIterable<string>;
  stopReading(): void;
  /** Asks for the next line; says nothing where no terminal is typed into. */
  prompt(question: string): void;
}

export function createScreen(out: (text: string) => void): Screen {
  const { stdin, stdout, env } = process;
  const isTerminal = stdout.isTTY === true && env.TERM !== 'dumb';
  let reader: Interface | null = null;

  /** Takes what is being typed off the terminal. */
  const erase = (typing: Interface) => {
    moveCursor(stdout, 0, -typing.getCursorPos().rows);
    cursorTo(stdout, 0);
    clearScreenDown(stdout);
    // Else the reader goes up again before it shows the line, by as many rows as it had when last drawn.
    Object.assign(typing, { prevRows: 0 });
  };
  return {
    hasColours: isTerminal && !env.NO_COLOR && !env.CI,
    columns: () => (isTerminal ? stdout.columns : null),
    write(text) {
      if (!reader?.terminal) return out(text);
      erase(reader);
      out(text);
      reader.prompt(true);
    },
    read(signal) {
      const isEdited = isTerminal && stdin.isTTY === true;
      const output = isEdited ? { output: stdout } : {};
      const opened = createInterface({ input: stdin, ...output, terminal: isEdited, signal });
      // In a terminal that is edited in, Ctrl-C is a key like any other.
      opened.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      opened.once('close', () => {
        if (opened.terminal) erase(opened);
        reader = null;
      });
      reader = opened;
      return opened;
    },
    stopReading: () => reader?.close(),
    prompt(question) {
      if (!reader?.terminal) return;
      reader.setPrompt(question);
      reader.prompt(true);
    },
  };
}
