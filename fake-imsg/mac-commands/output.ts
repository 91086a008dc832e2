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

/** The command line is wrong: exit status 64 instead of 1. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
