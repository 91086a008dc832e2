import type { Build } from '../builds/build.ts';
import type { ChatDb } from '../chat-db/read-chat-db.ts';
import type { ChatDbAccess } from '../chat-db/read-open.ts';
import type { Clock } from '../device/clock.ts';
import type { Device, Facts } from '../device/device.ts';
import type { ByteSink } from '../device/process.ts';
import type { OptionSpec, Options } from './options.ts';

/** The Mac as one command of imsg has it open. */
export interface OpenMac {
  readonly device: Device;
  /** Timers of this clock end with the process. */
  readonly clock: Clock;
  readonly chatDb: ChatDbAccess;
}

export interface CommandContext {
  readonly build: Build;
  readonly options: Options;
  readonly stdout: ByteSink;
  print(line: string): void;
  /** Opens the device named on the command line; it is closed when the process ends. */
  openMac(): OpenMac;
  /** What that device permits; works where there is no database at all. */
  facts(): Facts;
  /** Runs when the process ends, however it ends. */
  atEnd(release: () => void): void;
  exit(code: number): void;
}

/** What a command that goes on running does with its input. */
export interface Running {
  input(bytes: Uint8Array): void;
  endInput(): void;
  readonly wantsInput: boolean;
}

export interface Command {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** Prints and returns, then the process ends with code 0; or returns what goes on running. */
  run(context: CommandContext): Running | undefined;
}

/** The database for a command that reads once: with everything in it that is due by this moment. */
export function currentChatDb(context: CommandContext): ChatDb {
  const { device, chatDb } = context.openMac();
  const open = chatDb.current();
  device.step();
  return open;
}
