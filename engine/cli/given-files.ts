// Files of an operator, copied by his own rights to where the gateway may read: on behalf of whoever asks it, it reads nothing
// else, as macOS may let it into folders that are closed to them.

import { posix } from 'node:path';
import { EngineError } from '../errors.ts';
import { cleanForeign } from '../log-text.ts';
import { MediaFailure } from '../media/failures.ts';
import { tooLarge } from '../media/source-file.ts';
import { copyTo, mediaFolder, namesInFolder } from '../media/stage.ts';
import type { Files, OpenedFile } from '../ports/files.ts';
import { isPermission, systemCode } from '../ports/system-failures.ts';
import type { Disk } from './terminal.ts';

const PATH_SHOWN_MAX = 200;
/** What the gateway refuses of a copy is put right in the file itself. */
const REMEDY = 'Name a file that you can read, that is not empty and no larger than mediaMaxMb.';
/** So an error of the gateway names one of the parts. */
const OF_PART = /^parts\[(\d+)\]: (?:path "[^"]*": )?/;

/** Copies of files, each with the name that it was given by. */
interface GivenCopies {
  /** In the order of the files. */
  readonly copies: readonly { readonly path: string; readonly filename: string }[];
  /** Never rejects. */
  remove(): Promise<void>;
}

/** @param paths Absolute; empty = a name that was left out. Rejects with `file_unusable`, and then leaves nothing behind. */
export async function copyGiven(
  paths: readonly string[],
  stateDir: string,
  bytesMax: number,
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
      await copied(path, target, bytesMax, files);
      copies.push({ path: target, filename: names[at]! });
    }
    return { copies, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copied(path: string, target: string, bytesMax: number, files: Files): Promise<void> {
  const limits = { bytesMax, signal: new AbortController().signal };
  try {
    const source = await opened(path, bytesMax, files);
    await copyTo(source, { target, unfinished: `${target}.unfinished` }, files, limits).finally(() =>
      source.close(),
    );
  } catch (cause) {
    throw unusable(path, cause);
  }
}

/** Where a link leads is his business. */
async function opened(path: string, bytesMax: number, files: Files): Promise<OpenedFile> {
  const source = await files.open(await files.realPath(path));
  if (source.kind === 'file' && source.bytes <= bytesMax) return source;
  await source.close();
  // Before a disk is filled with what nobody is sent.
  throw source.kind === 'file' ? tooLarge(bytesMax) : new MediaFailure('it is no regular file');
}

function unusable(path: string, cause: unknown): EngineError {
  const why = cause instanceof MediaFailure ? cause.message : reasonOf(systemCode(cause));
  if (why === '') throw cause;
  return new EngineError('file_unusable', {
    message: `${named(path)}: ${why}.`,
    remedy: REMEDY,
    cause,
  });
}

const named = (path: string) => `--file "${cleanForeign(path, PATH_SHOWN_MAX)}"`;

/** What the gateway says of one of the parts, in the words of whoever typed them. @param paths Of the parts; null = the text. */
export function asTyped(error: unknown, paths: readonly (string | null)[]): unknown {
  if (!(error instanceof EngineError)) return error;
  const [prefix = '', at] = OF_PART.exec(error.message) ?? [];
  const path = at === undefined ? undefined : paths[Number(at)];
  if (path === undefined) return error;
  const { code, outcome, cause } = error;
  const message = `${path === null ? 'the text' : named(path)}: ${error.message.slice(prefix.length)}`;
  const remedy = code === 'file_unusable' ? REMEDY : error.remedy;
  return new EngineError(code, { message, outcome, remedy, cause });
}

function reasonOf(code: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (isPermission(code)) return `it may not be read (${code})`;
  return code && `it could not be copied (${code})`;
}
