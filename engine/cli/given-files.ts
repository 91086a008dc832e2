// Files of an operator, copied by his own rights to where the gateway may read: on behalf of whoever asks it, it reads nothing
// else, as macOS may let it into folders that are closed to them.

import { posix } from 'node:path';
import { MEGABYTES_MAX } from '../config/keys/values.ts';
import { EngineError } from '../errors.ts';
import { cleanForeign } from '../log-text.ts';
import { MediaFailure } from '../media/failures.ts';
import { copyTo, mediaFolder, namesInFolder } from '../media/stage.ts';
import type { Files, OpenedFile } from '../ports/files.ts';
import { isPermission, systemCode } from '../ports/system-failures.ts';
import type { Disk } from './terminal.ts';

const PATH_SHOWN_MAX = 200;
const BYTES_MAX = MEGABYTES_MAX * 1024 * 1024;

/** Copies of files, each with the name that it was given by. */
interface GivenCopies {
  /** In the order of the files. */
  readonly copies: readonly { readonly path: string; readonly filename: string }[];
  /** Never rejects. */
  remove(): Promise<void>;
}

/** @param paths Absolute. Rejects with `file_unusable`, and then leaves nothing behind. */
export async function copyGiven(
  paths: readonly string[],
  stateDir: string,
  { files, ids }: Disk,
): Promise<GivenCopies> {
  const folder = posix.join(mediaFolder(stateDir), `given-${ids.uuid('given files')}`);
  const remove = () => files.remove(folder).catch(() => {});
  const names = paths.map((path) => posix.basename(path));
  const inFolder = namesInFolder(names);
  const copies: { path: string; filename: string }[] = [];
  try {
    for (const [at, path] of paths.entries()) {
      const target = posix.join(folder, inFolder[at]!);
      await copied(path, target, files);
      copies.push({ path: target, filename: names[at]! });
    }
    return { copies, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copied(path: string, target: string, files: Files): Promise<void> {
  const limits = { bytesMax: BYTES_MAX, signal: new AbortController().signal };
  try {
    const source = await opened(path, files);
    await copyTo(source, { target, unfinished: `${target}.unfinished` }, files, limits).finally(() =>
      source.close(),
    );
  } catch (cause) {
    throw unusable(path, cause);
  }
}

/** Where a link leads is his business. */
async function opened(path: string, files: Files): Promise<OpenedFile> {
  const source = await files.open(await files.realPath(path));
  if (source.kind === 'file') return source;
  await source.close();
  throw new MediaFailure('it is no regular file');
}

function unusable(path: string, cause: unknown): EngineError {
  const why = cause instanceof MediaFailure ? cause.message : reasonOf(systemCode(cause));
  if (why === '') throw cause;
  return new EngineError('file_unusable', {
    message: `--file "${cleanForeign(path, PATH_SHOWN_MAX)}": ${why}.`,
    remedy: 'Name a file that you can read.',
    cause,
  });
}

function reasonOf(code: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (isPermission(code)) return `it may not be read (${code})`;
  return code && `it could not be copied (${code})`;
}
