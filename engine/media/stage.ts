// Copies of what people sent, below the state folder: what an agent is given stays what it was, and is nobody else's.

import { hash } from 'node:crypto';
import { posix } from 'node:path';
import type { Files, NewFile, OpenedFile } from '../ports/files.ts';
import { tooLarge } from './source-file.ts';

/** Within the state folder. */
const MEDIA = 'media';
/** Bytes read and written at once: they hold the loop for well under a millisecond. */
export const CHUNK_BYTES = 256 * 1024;
/** Of a name, in UTF-8. Volumes take 255, of which what tells equal names apart needs some. */
const NAME_BYTES_MAX = 200;

export function mediaFolder(stateDir: string): string {
  return posix.join(stateDir, MEDIA);
}

/**
 * The name of the folder with the files of a turn, or of a message that answers none, by its id: it follows from that, so
 * that another try finds its own.
 */
export function turnFolder(id: string): string {
  return hash('sha256', id, 'hex').slice(0, 32);
}

/** Names as they stand in a folder: each once, also where case makes no difference, and none too long. */
export function namesInFolder(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  // Where looking for a free one goes on: thousands may have one name.
  const counts = new Map<string, number>();
  return names.map((name) => {
    const short = shortened(name);
    const key = keyOf(short);
    let free = short;
    let count = counts.get(key) ?? 0;
    for (; taken.has(keyOf(free)); free = suffixed(short, `-${count}`)) count += 1;
    counts.set(key, count);
    taken.add(keyOf(free));
    return free;
  });
}

/** Volumes take the two forms of an accented letter for one. */
function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= NAME_BYTES_MAX) return name;
  const { name: stem, ext } = posix.parse(name);
  const end = Buffer.byteLength(ext) <= 20 ? ext : '';
  let kept = '';
  for (const character of stem) {
    if (Buffer.byteLength(kept + character + end) > NAME_BYTES_MAX) break;
    kept += character;
  }
  return kept + end;
}

/** With something added before its extension. */
function suffixed(name: string, suffix: string): string {
  const { name: stem, ext } = posix.parse(name);
  return stem + suffix + ext;
}

interface CopyLimits {
  readonly bytesMax: number;
  /** Ends it where nobody waits for it any more. */
  readonly signal: AbortSignal;
}

interface CopyPlace {
  readonly target: string;
  /** Where it is until it is whole: on the volume of the target, and at a path that is no file's of anybody. */
  readonly unfinished: string;
}

/** Copies an open file; it stands at its target whole, or nowhere. Answers how many bytes it has. */
export async function copyTo(
  source: Pick<OpenedFile, 'read'>,
  { target, unfinished }: CopyPlace,
  files: Files,
  limits: CopyLimits,
): Promise<number> {
  try {
    const bytes = await written(source, await files.create(unfinished), limits);
    limits.signal.throwIfAborted();
    await files.makeFolder(posix.dirname(target));
    await files.rename(unfinished, target);
    return bytes;
  } catch (error) {
    // Where the disk is full, the others need its room.
    await files.remove(unfinished).catch(() => {});
    throw error;
  }
}

async function written(
  source: Pick<OpenedFile, 'read'>,
  copy: NewFile,
  { bytesMax, signal }: CopyLimits,
): Promise<number> {
  let bytes = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const chunk = await source.read(CHUNK_BYTES);
      if (chunk.length === 0) break;
      bytes += chunk.length;
      // It may grow while it is read.
      if (bytes > bytesMax) throw tooLarge(bytesMax);
      await copy.write(chunk);
    }
  } catch (error) {
    await copy.abandon();
    throw error;
  }
  await copy.finish();
  return bytes;
}
