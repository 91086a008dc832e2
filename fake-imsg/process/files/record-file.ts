import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Noted, type RecordEntry, type Recorder, recordEntry } from '../../device/record.ts';

/** Bytes held back at most; they are put down at the end of the turn in any case. */
const HELD_BYTES_MAX = 65_536;

/**
 * Where the record of a device folder is. A folder of its own: whoever waits for a change of device.db watches
 * the folder that holds it, and would wake at every line.
 */
export function recordPath(root: string): string {
  return join(root, 'record', 'record.jsonl');
}

/**
 * Reads a record from a byte on; a line that was cut off when a process died is left out.
 *
 * @returns The entries, and the byte to go on from: behind the last whole line.
 */
export function readRecordFrom(path: string, from: number): { entries: RecordEntry[]; end: number } {
  // A record that is shorter than before was begun anew.
  const start = existsSync(path) && statSync(path).size >= from ? from : 0;
  const bytes = bytesFrom(path, start);
  const end = bytes.lastIndexOf('\n') + 1;
  const lines = bytes.toString('utf8', 0, end).split('\n');
  return { entries: lines.flatMap((line) => entryOf(line) ?? []), end: start + end };
}

/** Null for a line that is torn, and for what stands behind the last one. */
function entryOf(line: string): RecordEntry | null {
  try {
    return JSON.parse(line) as RecordEntry;
  } catch {
    return null;
  }
}

function bytesFrom(path: string, from: number): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    const length = readSync(file, bytes, 0, bytes.length, from);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/**
 * The record in a file that all processes of the device append to, each a turn at a time: bytes that flow in one
 * direction within a turn become one entry.
 *
 * @param soon Runs a callback at the end of the turn.
 */
export function openRecordFile(path: string, soon: (callback: () => void) => void): Recorder {
  let held: { atMs: number; pid: number; noted: Noted }[] = [];
  let stream: {
    key: string;
    atMs: number;
    pid: number;
    what: 'in' | 'out' | 'err';
    parts: Uint8Array[];
  } | null = null;
  let heldBytes = 0;
  let isWaiting = false;

  const endStream = () => {
    if (stream === null) return;
    const { atMs, pid, what, parts } = stream;
    stream = null;
    held.push({ atMs, pid, noted: { what, bytes: Buffer.concat(parts) } });
  };
  const flush = () => {
    endStream();
    if (held.length === 0) return;
    const lines = held.map(({ atMs, pid, noted }) => `${JSON.stringify(recordEntry(atMs, pid, noted))}\n`);
    held = [];
    heldBytes = 0;
    append(path, lines.join(''));
  };
  const wait = () => {
    if (isWaiting) return;
    isWaiting = true;
    soon(() => {
      isWaiting = false;
      flush();
    });
  };

  return {
    note(atMs, pid, noted) {
      if ('bytes' in noted) {
        const key = `${pid} ${noted.what}`;
        if (stream?.key !== key) {
          endStream();
          stream = { key, atMs, pid, what: noted.what, parts: [] };
        }
        stream.parts.push(noted.bytes);
        heldBytes += noted.bytes.length;
      } else {
        endStream();
        held.push({ atMs, pid, noted });
      }
      if (heldBytes >= HELD_BYTES_MAX) flush();
      else wait();
    },
    entries(from = 0) {
      flush();
      return readRecordFrom(path, from).entries;
    },
    mark() {
      flush();
      return existsSync(path) ? statSync(path).size : 0;
    },
    flush,
  };
}

/** A Mac whose folder was removed gets no new one: a process of it may end later than its folder. */
function append(path: string, text: string): void {
  if (appended(path, text)) return;
  try {
    mkdirSync(dirname(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'EEXIST') throw error;
  }
  appended(path, text);
}

/** False where there is no folder for it. */
function appended(path: string, text: string): boolean {
  try {
    appendFileSync(path, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
