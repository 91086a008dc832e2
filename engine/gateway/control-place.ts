// Where the control socket of a state folder is: one answer for the gateway that opens it and for whoever asks.
// Whoever can write to one of these folders could put a socket of his own there, so each is checked by both sides.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import { ANYTHING_BY_OTHERS, faultOfFolder, kindOf, userId, WRITE_BY_OTHERS } from '../ports/own-folder.ts';

/** What the address of a Unix socket holds on macOS, which holds the least. Longer ones are cut by some systems. */
const SOCKET_PATH_BYTES_MAX = 103;

interface ControlPlace {
  /** The socket's folder, in which nothing else is. */
  readonly folder: string;
  readonly path: string;
}

/**
 * Within the state folder; where that would be too long for a socket, in a folder of this user in `/tmp`, under a
 * hash of the state folder. Not below TMPDIR, which differs between a login session and one over a remote shell.
 *
 * Throws `control_socket_unusable` where the state folder is a link or not this user's alone to write to, and as
 * `node:fs` does where there is none.
 */
export function controlPlace(stateDir: string): ControlPlace {
  const given = resolve(stateDir);
  checkFolder(given, WRITE_BY_OTHERS);
  const real = realpathSync(given);
  const folder = join(real, 'control');
  const path = join(folder, 'gateway.sock');
  if (Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX) return { folder, path };
  const short = `/tmp/imgate-control-${userId()}`;
  const name = createHash('sha256').update(real).digest('hex').slice(0, 32);
  return { folder: short, path: join(short, `${name}.sock`) };
}

/** Makes the folder of the socket if need be. Throws `control_socket_unusable` where it is not this user's alone. */
export function makeControlFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  checkControlFolder(folder);
}

export function checkControlFolder(folder: string): void {
  checkFolder(folder, ANYTHING_BY_OTHERS);
}

/** The socket at `path`, or null where nothing is. Throws `control_socket_unusable` where it is anything else. */
export function socketAt(path: string): Stats | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isSocket()) throw unusable(`${path} is ${kindOf(found)}, not a socket. Remove it.`);
  if (found.uid !== userId())
    throw unusable(`${path} belongs to another user (uid ${found.uid}). Remove it.`);
  return found;
}

/** What opening or reaching a control socket failed for, as an error that an operator can do something about. */
export function asControlError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const reason = clean(error instanceof Error ? error.message : String(error), 300);
  return new EngineError('control_socket_unusable', { message: `${reason}.`, cause: error });
}

function checkFolder(path: string, others: number): void {
  const fault = faultOfFolder(path, others);
  if (fault !== null) throw unusable(`${fault} Or change stateDir.`);
}

function unusable(message: string): EngineError {
  return new EngineError('control_socket_unusable', { message });
}
