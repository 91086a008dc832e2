// The files of people, which are read, and those that the engine keeps of them. Everything small goes into the store.

import { type BigIntStats, constants } from 'node:fs';
import { dirname } from 'node:path';

/** What is at a path, or was opened there. */
interface FoundFile {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly bytes: number;
  /** Volume and inode as text: equal = the same file, by whatever name. */
  readonly fileKey: string;
  /** Names that it has on its volume. */
  readonly linkCount: number;
  /** Wall time of the last change, in milliseconds since the Unix epoch. */
  readonly changedAtMs: number;
}

/** A file that is open, whatever becomes of its name. */
export interface OpenedFile extends FoundFile {
  /** The next bytes, at most `bytesMax`; none = that was all. */
  read(bytesMax: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Closes it, also where it rejects; what was written is on the disk when this resolves. */
  finish(): Promise<void>;
  /** Closes it in whatever state it is. */
  abandon(): Promise<void>;
}

/** Every call rejects as `node:fs` does, with its `code`. */
export interface Files {
  /** What is at the path itself: a link is not followed. Null = nothing. */
  look(path: string): Promise<FoundFile | null>;
  /** Opens it for reading; a link at the end of the path is not followed, and nobody is waited for behind a pipe. */
  open(path: string): Promise<OpenedFile>;
  /** The path without any link in it. */
  realPath(path: string): Promise<string>;
  /** With those that it is in. */
  makeFolder(path: string): Promise<void>;
  /** A new file, or an empty one in its place, for its owner alone; its folder is made where there is none. */
  create(path: string): Promise<NewFile>;
  rename(from: string, to: string): Promise<void>;
  /**
   * Puts other content in the place of a file, whole or not at all: it keeps its mode and its owner, and links that lead to
   * it lead to it still. On the disk when this resolves. Rejects with `EMLINK` where it has several names, which would part.
   */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** The names in a folder, sorted; none where there is no folder. */
  list(path: string): Promise<readonly string[]>;
  /** A file, or a folder with all that is in it; also where there is nothing. */
  remove(path: string): Promise<void>;
}

/** The calls that this takes. `node:fs` has them, and so has memfs. */
export interface FileSystem {
  lstat(path: string): Promise<FileFacts>;
  open(path: string, flags: number, mode: number): Promise<number>;
  fstat(file: number): Promise<FileFacts>;
  /** Answers how many bytes it was. */
  read(file: number, into: Uint8Array): Promise<number>;
  /** Writes all of it. */
  write(file: number, bytes: Uint8Array): Promise<void>;
  fsync(file: number): Promise<void>;
  /** Gives an open file the mode and the owner of another one. */
  liken(file: number, to: FileFacts): Promise<void>;
  close(file: number): Promise<void>;
  realpath(path: string): Promise<string>;
  mkdir(path: string, mode: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  readdir(path: string): Promise<readonly string[]>;
  rm(path: string): Promise<void>;
  /** A file alone. */
  unlink(path: string): Promise<void>;
}

export type FileFacts = Pick<
  BigIntStats,
  | 'isFile'
  | 'isDirectory'
  | 'isSymbolicLink'
  | 'size'
  | 'dev'
  | 'ino'
  | 'nlink'
  | 'mtimeMs'
  | 'mode'
  | 'uid'
  | 'gid'
>;

const TO_READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const TO_WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
const TO_REPLACE = TO_WRITE | constants.O_EXCL;
const TO_SYNC = constants.O_RDONLY | constants.O_DIRECTORY;
const OWNER_ONLY = 0o600;
const FOLDER_OF_OWNER = 0o700;

export function createFiles(fs: FileSystem): Files {
  return {
    look: (path) => unlessAbsent(async () => foundOf(await fs.lstat(path)), null),
    async open(path) {
      const file = await fs.open(path, TO_READ, OWNER_ONLY);
      try {
        return openedFile(fs, file, foundOf(await fs.fstat(file)));
      } catch (error) {
        await fs.close(file);
        throw error;
      }
    },
    realPath: fs.realpath,
    makeFolder: (path) => fs.mkdir(path, FOLDER_OF_OWNER),
    async create(path) {
      await fs.mkdir(dirname(path), FOLDER_OF_OWNER);
      return newFile(fs, await fs.open(path, TO_WRITE, OWNER_ONLY));
    },
    rename: fs.rename,
    replace: (path, bytes) => replaced(fs, path, bytes),
    list: (path) => unlessAbsent(async () => (await fs.readdir(path)).toSorted(), []),
    remove: fs.rm,
  };
}

async function replaced(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const real = await fs.realpath(path);
  const facts = await fs.lstat(real);
  if (!facts.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
  if (Number(facts.nlink) > 1) throw Object.assign(new Error('it has several names'), { code: 'EMLINK' });
  const { file: opened, path: beside } = await createdBeside(fs, real);
  const file = newFile(fs, opened, facts);
  try {
    try {
      await file.write(bytes);
    } catch (error) {
      await file.abandon();
      throw error;
    }
    await file.finish();
    await fs.rename(beside, real);
  } catch (error) {
    await fs.unlink(beside).catch(() => {});
    throw error;
  }
  const folder = await fs.open(dirname(real), TO_SYNC, OWNER_ONLY);
  await newFile(fs, folder).finish();
}

/** What a gateway left there that ended over it goes first. Rejects where anything but a file has its name. */
async function createdBeside(fs: FileSystem, real: string) {
  const path = `${real}.imgate-new`;
  await fs.unlink(path).catch((error: { readonly code?: unknown }) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return { path, file: await fs.open(path, TO_REPLACE, OWNER_ONLY) };
}

function openedFile(fs: FileSystem, file: number, found: FoundFile): OpenedFile {
  return {
    ...found,
    async read(bytesMax) {
      const into = new Uint8Array(bytesMax);
      return into.subarray(0, await fs.read(file, into));
    },
    close: () => fs.close(file),
  };
}

/** @param like Whose mode and owner it gets. */
function newFile(fs: FileSystem, file: number, like?: FileFacts): NewFile {
  return {
    write: (bytes) => fs.write(file, bytes),
    async finish() {
      try {
        if (like) await fs.liken(file, like);
        await fs.fsync(file);
      } finally {
        await fs.close(file);
      }
    },
    abandon: () => fs.close(file),
  };
}

function foundOf(facts: FileFacts): FoundFile {
  const kind = facts.isFile()
    ? 'file'
    : facts.isDirectory()
      ? 'folder'
      : facts.isSymbolicLink()
        ? 'link'
        : 'other';
  return {
    kind,
    bytes: Number(facts.size),
    fileKey: `${facts.dev}:${facts.ino}`,
    linkCount: Number(facts.nlink),
    changedAtMs: Number(facts.mtimeMs),
  };
}

async function unlessAbsent<Found>(find: () => Promise<Found>, absent: Found): Promise<Found> {
  try {
    return await find();
  } catch (error) {
    if (isAbsent(error)) return absent;
    throw error;
  }
}

/** Whether an error says that nothing is there. */
export function isAbsent(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return code === 'ENOENT' || code === 'ENOTDIR';
}
