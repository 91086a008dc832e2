import type { Clock } from '../device/clock.ts';
import type { Device, Facts } from '../device/device.ts';
import type { RecordEntry } from '../device/record.ts';

/** What `fake-mac` reaches of the computer it runs on: Macs in folders. */
export interface Macs {
  readonly clock: Clock;
  /** The version of this package. */
  version(): string;
  /** Makes a Mac in a folder that does not exist or is empty. */
  create(dir: string, options: { facts: Facts; ownerHandle: string; build?: string | undefined }): MacPaths;
  /** Opens the Mac in `dir` for as long as `use` takes. */
  open<Result>(dir: string, use: (device: Device) => Result | Promise<Result>): Promise<Result>;
  /** Makes it as new. Processes that run meet another database at the same path. */
  reset(dir: string): void;
  /** The record from a byte on, and the byte to go on from. */
  readRecord(dir: string, from: number): { readonly entries: readonly RecordEntry[]; readonly end: number };
  /** Puts a file there. @param path Below the folder of attachments. */
  writeAttachment(dir: string, path: string, bytes: Uint8Array): void;
}

/** Absolute paths of a new Mac. */
export interface MacPaths {
  readonly root: string;
  readonly chatDbPath: string;
  /** Ready to be named as a client's `cliPath`. */
  readonly imsgPath: string;
}
