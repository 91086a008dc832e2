import { copyFileSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { StagedFile } from '../../device/device.ts';
import { STAGING, stagedFilename, UnusableFile } from '../../device/staged-file.ts';

/** A file as it lies there; `~` is `home`. Throws `UnusableFile`. */
export function openedFile(path: string, home: string): StagedFile {
  const file = resolve(path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) throw new UnusableFile(`Attachment not found at ${file}`);
  if (!found.isFile()) throw new UnusableFile('Attachment must be a regular file');
  return { name: basename(file), filename: file, bytes: found.size };
}

export interface StagingPlace {
  readonly home: string;
  readonly attachmentsDir: string;
  /** Names the folder of this one file. */
  readonly id: string;
}

/** Copies a file to where Messages may read it. Throws `UnusableFile`. */
export function stageFile(path: string, { home, attachmentsDir, id }: StagingPlace): StagedFile {
  const { name, filename, bytes } = openedFile(path, home);
  const folder = join(attachmentsDir, STAGING, id);
  mkdirSync(folder, { recursive: true });
  copyFileSync(filename, join(folder, name));
  return { name, filename: stagedFilename(id, name), bytes };
}

/** The bytes of a file; `~` is `home`. Throws `UnusableFile`. */
export const bytesOfFile = (path: string, home: string): Uint8Array =>
  readFileSync(openedFile(path, home).filename);

/** The text of a file. Throws what the system says. */
export const textOfFile = (path: string): string => readFileSync(path, 'utf8');
