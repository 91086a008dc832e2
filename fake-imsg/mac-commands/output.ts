/** Where a command of fake-mac writes. One call, one line. */
export interface MacOutput {
  /** Results. */
  out(line: string): void;
  /** Errors. */
  err(line: string): void;
  /** All of stdin; absent = there is none. */
  stdin?(): Promise<string>;
  /** Whether the reader is gone: nothing more is of use to it. Absent = it never goes. */
  isClosed?(): boolean;
}

/** Controls but line feeds and tabs, line separators, halves of characters, and marks of direction. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The same, with what people write shown as JSON writes it where it would do something to a terminal. */
export function printableOutput(output: MacOutput): MacOutput {
  const escapeOf = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const printable = (line: string) => line.replace(UNPRINTABLE, escapeOf);
  return {
    ...output,
    out: (line) => output.out(printable(line)),
    err: (line) => output.err(printable(line)),
  };
}

/** The command line is wrong: exit status 64 instead of 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
