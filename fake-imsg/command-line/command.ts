import type { Build } from '../builds/build.ts';
import type { ChatDbAccess } from '../chat-db/read/access.ts';
import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { Clock } from '../device/clock.ts';
import type { Device, Facts } from '../device/device.ts';
import type { ByteSink } from '../device/process-io.ts';
import { keepAgenda } from '../mac/agenda-keeper.ts';
import type { Contacts } from '../program/contacts.ts';
import type { Options } from './options.ts';
import type { Signature } from './signature.ts';

/** The Mac as one command of imsg has it open. */
export interface OpenMac {
  readonly device: Device;
  /** Timers of this clock end with the process. */
  readonly clock: Clock;
  readonly chatDb: ChatDbAccess;
  readonly contacts: Contacts;
}

export interface CommandContext {
  readonly build: Build;
  /** What the build has, as help lists it. */
  readonly commands: readonly Signature[];
  readonly options: Options;
  readonly stdout: ByteSink;
  print(line: string): void;
  /** Writes a line to stderr. */
  complain(line: string): void;
  /** Opens the device named on the command line; it is closed when the process ends. */
  openMac(): OpenMac;
  /** What that device permits; works where there is no database at all. */
  facts(): Facts;
  /** Runs when the process ends, however it ends. */
  atEnd(release: () => void): void;
  exit(code: number): void;
  /** Ends the process as a trap of Swift does, without a word. */
  trap(): void;
}

/** What a command that goes on running does with its input. */
export interface Running {
  input(bytes: Uint8Array): void;
  endInput(): void;
  wantsInput(): boolean;
}

/** For a command that does not read its input, and goes on when it ends. */
export const DEAF: Running = { input() {}, endInput() {}, wantsInput: () => true };

export interface Command extends Signature {
  /** Reads its standard input; no other command touches it, so that a shell's loop may go on reading there. */
  readonly readsInput?: true;
  /**
   * Prints and returns, or resolves; then the process ends with code 0. What it throws is printed, and the code
   * is 1. Or returns what goes on running, until it calls `exit`.
   */
  run(context: CommandContext): Running | undefined | Promise<void>;
}

/** The database for a command that reads once: with everything in it that is due by this moment. */
export function currentChatDb(context: CommandContext): ChatDb {
  const { device, chatDb } = context.openMac();
  const open = chatDb.current();
  device.step();
  return open;
}

/** The Mac for a command that waits for what happens there. */
export function livingMac(context: CommandContext): OpenMac & { stepAgenda(): void } {
  const mac = context.openMac();
  const agenda = keepAgenda(mac.device, mac.clock);
  context.atEnd(agenda.stop);
  return { ...mac, stepAgenda: agenda.step };
}
