import { bytesOf, type ProcessFault, textOf } from './fault.ts';

/** Where what comes in goes. */
export interface Input {
  input(bytes: Uint8Array): void;
  endInput(): void;
  /** Whether more is to be read. */
  wantsInput(): boolean;
}

export interface Gate {
  /** @param look Called before anything is let through. */
  around(input: Input, look: () => void): Input;
  /** A line that was held back may be tried again. */
  readOn(): void;
}

const LINE_FEED = '\n';

/** Lets what comes in through line by line, so that faults see each line and may stop the reading. */
export function createGate(faults: () => readonly ProcessFault[]): Gate {
  let inner: Input = { input() {}, endInput() {}, wantsInput: () => true };
  let lines: Uint8Array[] = [];
  let tail: Uint8Array = new Uint8Array();
  let hasEnded = false;
  let isShut = false;

  const letThrough = () => {
    for (let line = lines[0]; line !== undefined; line = lines[0]) {
      const text = textOf(line).trim();
      isShut = !faults().every((fault) => fault.reads?.(text) ?? true);
      if (isShut) return;
      lines = lines.slice(1);
      for (const fault of faults()) fault.input?.(text);
      inner.input(line);
    }
    if (hasEnded) inner.endInput();
  };
  const cut = (bytes: Uint8Array) => {
    const parts = Buffer.concat([tail, bytes]);
    const end = parts.lastIndexOf(LINE_FEED) + 1;
    tail = parts.subarray(end);
    for (let start = 0; start < end; ) {
      const next = parts.indexOf(LINE_FEED, start) + 1;
      lines.push(parts.subarray(start, next));
      start = next;
    }
  };

  return {
    around: (within, look) => {
      inner = within;
      return {
        input(bytes) {
          look();
          const isFree = faults().length === 0 && lines.length === 0 && tail.length === 0;
          if (isFree) return inner.input(bytes);
          cut(bytes);
          if (!isShut) letThrough();
        },
        endInput() {
          if (tail.length > 0) lines.push(tail);
          tail = bytesOf('');
          hasEnded = true;
          if (!isShut) letThrough();
        },
        wantsInput: () => !isShut && inner.wantsInput(),
      };
    },
    readOn: letThrough,
  };
}
