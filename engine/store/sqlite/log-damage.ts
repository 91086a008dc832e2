// SQLite ends a log at the first page whose checksum is wrong, since that is how a commit looks that the power cut
// short. A byte that has flipped looks the same there, and all that was committed after it would be gone without a word.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit says in which order the bytes of a word count for checksums. */
const MAGIC = 0x377f0682;

type Sum = readonly [number, number];

interface Header {
  readonly pageBytes: number;
  readonly isBigEndian: boolean;
  readonly salt: Buffer;
  readonly sum: Sum;
}

/**
 * Whether the log of a SQLite file is broken before its last commit, which no power cut does: a commit is on the disk
 * before the next begins. False where there is no log. Throws as `node:fs` does.
 */
export function isLogDamaged(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  try {
    for (;;) {
      const before = read(file, 0, HEADER_BYTES);
      const isDamaged = isBroken(file, before, fstatSync(file).size);
      // A gateway that is being taken over from may have begun the log anew meanwhile.
      if (!isDamaged || read(file, 0, HEADER_BYTES).equals(before)) return isDamaged;
    }
  } finally {
    closeSync(file);
  }
}

function isBroken(file: number, bytes: Buffer, size: number): boolean {
  if (bytes.length < HEADER_BYTES || size === HEADER_BYTES) return false;
  const header = headerOf(bytes);
  if (header === null) return true;
  const frameBytes = FRAME_HEADER_BYTES + header.pageBytes;
  let sum = header.sum;
  let isWhole = true;
  let hasCommitted = false;
  for (let at = HEADER_BYTES; at + frameBytes <= size; at += frameBytes) {
    const frame = read(file, at, frameBytes);
    if (frame.length < frameBytes) return false;
    const isOfThisLog = frame.subarray(8, 16).equals(header.salt);
    const counted = add(add(sum, frame.subarray(0, 8), header), frame.subarray(FRAME_HEADER_BYTES), header);
    // Each goes on from what the one before says of itself, so that one that is broken breaks no other.
    sum = storedSum(frame, 16);
    const isRight = isOfThisLog && counted[0] === sum[0] && counted[1] === sum[1];
    if (isRight && hasCommitted) return true;
    isWhole &&= isRight;
    // The commit that is broken ends here.
    if (!isWhole && isOfThisLog && frame.readUInt32BE(4) !== 0) hasCommitted = true;
  }
  return false;
}

/** Null where the header itself is broken. */
function headerOf(bytes: Buffer): Header | null {
  const magic = bytes.readUInt32BE(0);
  const pageBytes = bytes.readUInt32BE(8);
  if ((magic & ~1) !== MAGIC || pageBytes < 512 || pageBytes > 65_536) return null;
  const isBigEndian = (magic & 1) === 1;
  const sum = storedSum(bytes, 24);
  const counted = add([0, 0], bytes.subarray(0, 24), { isBigEndian });
  if (counted[0] !== sum[0] || counted[1] !== sum[1]) return null;
  return { pageBytes, isBigEndian, salt: bytes.subarray(16, 24), sum };
}

function add([first, second]: Sum, bytes: Buffer, { isBigEndian }: Pick<Header, 'isBigEndian'>): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let one = first;
  let two = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + view.getUint32(at, !isBigEndian) + two) >>> 0;
    two = (two + view.getUint32(at + 4, !isBigEndian) + one) >>> 0;
  }
  return [one, two];
}

function storedSum(bytes: Buffer, at: number): Sum {
  return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
}

function read(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}
