import type { Clock } from '../../device/clock.ts';
import type { Strikes } from '../text/trigger.ts';

/** What a fault may use of the process that it is put around. */
export interface Surroundings {
  readonly clock: Clock;
  readonly strikes: Strikes;
  /** What is written later than it was ready. The process does not end by itself before it is out. */
  later(delayMs: number, write: () => void): void;
  /** Decides what is random about the fault. */
  readonly seed: string;
  /** Writes to stdout behind everything written so far; answers false when the pipe is full. */
  write(bytes: Uint8Array): boolean;
  /** Calls back whenever the pipe has room again. */
  onDrain(callback: () => void): void;
  writeStderr(bytes: Uint8Array): void;
  /** Requests that were left unread may be looked at again. */
  readOn(): void;
  exit(code: number): void;
  die(signal: string): void;
}

/** Passes bytes on, to the next fault and in the end to the pipe. */
export type Next = (bytes: Uint8Array) => void;

/**
 * Something that goes wrong with what one process reads and writes. What is inside never notices. Each part that
 * is absent leaves everything as it is.
 */
export interface ProcessFault {
  /** Before anything is written. */
  begin?(): void;
  /** One line that imsg writes, with its line feed: what becomes of it. */
  output?(line: Uint8Array, next: Next): void;
  /** One line that imsg is about to read. */
  input?(line: string): void;
  /** Whether imsg may read this line now; while it may not, nothing behind it is read either. */
  reads?(line: string): boolean;
}

/** Makes a fault of what stands behind the `=`, empty for nothing. Throws `BadFault`. */
export type MakeFault = (value: string) => (surroundings: Surroundings) => ProcessFault;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);
