import type { Clock } from './clock.ts';
import type { Device } from './device.ts';
import type { Noted } from './record.ts';

/** Where one fake process writes. `write` answers false when the pipe is full; `onDrain` says when it is not. */
export interface ByteSink {
  write(bytes: Uint8Array): boolean;
  onDrain(callback: () => void): void;
}

/** What a fake `imsg` process is started with. The executable binds it to a real process, the simulator to a pipe. */
export interface ProcessIo {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: ByteSink;
  readonly stderr: ByteSink;
  /** The time of the device. */
  readonly clock: Clock;
  /** Writes down what the process does, in the record of its device. */
  note(noted: Noted): void;
  /** Ends the process as a signal such as `SIGKILL` does: at once, whatever waits to be written. */
  die(signal: string): void;
  /** The process may want its input again, after it did not; besides that only room on `stdout` changes this. */
  readOn(): void;
  /** Ends the process after what was written has been flushed. Called at most once. */
  exit(code: number): void;
}

/** A running fake process, seen from its parent. */
export interface FakeProcess {
  input(bytes: Uint8Array): void;
  endInput(): void;
  /** The process is gone at once: no more output, no exit call. */
  kill(): void;
  /** Asks the parent to stop feeding input while true (a real process stops reading its stdin). */
  wantsInput(): boolean;
  /** Whether it ever reads its input. A process that does not leaves it to whoever shares it. */
  readonly readsInput: boolean;
}

/** Opens the device that `--db` and the environment name. Throws what the executable prints. */
export type OpenDevice = (request: { dbPath: string | undefined; env: ProcessIo['env'] }) => Device;
