// The files of a turn: copied, made readable, heard, before the agent is asked. Whatever goes wrong with one of them, the
// turn goes on without it, and says so.

import { posix } from 'node:path';
import { cleanForeign } from '../log-text.ts';
import type { Attachment } from '../message/attachment.ts';
import type { Files } from '../ports/files.ts';
import { PREPARE_TIMEOUT_MS, type Preparer } from '../turns/prepare.ts';
import { logFailure, MediaFailure } from './failures.ts';
import { createLate, type Late, type LateOptions } from './late.ts';
import type { Copy, Readable } from './readable.ts';
import { isBelow } from './roots.ts';
import type { Slots } from './slots.ts';
import { openSourceFile } from './source-file.ts';
import { copyTo, mediaFolder, namesInFolder, turnFolder } from './stage.ts';

const LOGGED_PATH_MAX = 300;

interface FilesOptions extends LateOptions {
  readonly stateDir: string;
  /** Folders from which files may be read; null = the files are on another machine. */
  readonly roots: readonly string[] | null;
  readonly mediaBytesMax: number;
  readonly files: Files;
  readonly readable: Readable;
  /** Over all turns. */
  readonly staging: Slots;
}

export function createFilesPreparer(options: FilesOptions): Preparer & Required<Pick<Preparer, 'timeoutMs'>> {
  const { attachmentWaitMs, stateDir, files, logger, readable } = options;
  return {
    name: 'files',
    timeoutMs: () => attachmentWaitMs + readable.timeoutMs + PREPARE_TIMEOUT_MS,
    needs: ({ context }) => context.attachments.length > 0,
    async prepare(turn, signal) {
      const { attachments } = turn.context;
      const folder = posix.join(mediaFolder(stateDir), turnFolder(turn.turnId));
      // Beside the folder, in which any name may be one of a file.
      const workshop = `${folder}.unfinished`;
      const names = namesInFolder(attachments.map(({ name }) => name));
      const late = createLate(options, turn, signal);
      const staged = await Promise.all(
        attachments.map(async (file, index) => {
          const target = posix.join(folder, names[index]!);
          try {
            const placeOf = ({ name }: Attachment) =>
              // Of one that had no name, in a folder in the place of that.
              name === file.name ? target : posix.join(target, namesInFolder([name])[0]!);
            const unfinished = posix.join(workshop, String(index));
            return await stage(options, { index, placeOf, unfinished, late, signal });
          } catch (error) {
            if (signal.aborted) return null;
            logFailure(logger, 'failed to stage inbound attachment', error);
            return null;
          }
        }),
      );
      await files.remove(workshop).catch(() => {});
      const copies = staged.filter((file) => file !== null);
      return { attachments: await readable.of(copies, folder, signal) };
    },
  };
}

interface Staging {
  readonly index: number;
  /** Where the copy is to be. */
  placeOf(file: Attachment): string;
  /** Where it is until it is whole. */
  readonly unfinished: string;
  readonly late: Late;
  readonly signal: AbortSignal;
}

/** Null = it lies where nothing may be read. */
async function stage(options: FilesOptions, place: Staging): Promise<Copy | null> {
  const { roots, logger, staging } = options;
  if (roots === null) throw new MediaFailure('files of another Mac are not fetched');
  const { index, late, signal } = place;
  for (;;) {
    const file = late.fileOf(index);
    const { path } = file;
    if (path !== '' && !isBelow(path, roots)) {
      const shown = cleanForeign(path, LOGGED_PATH_MAX);
      logger.debug(`imessage: dropping inbound attachment outside allowed roots: ${shown}`);
      return null;
    }
    try {
      if (path === '') throw new MediaFailure('attachment did not come', { absent: true });
      return await staging.run(() => copyOf(file, place, roots, options), signal);
    } catch (error) {
      if (!(error instanceof MediaFailure && error.isAbsent) || !(await late.again())) throw error;
    }
  }
}

async function copyOf(
  file: Attachment,
  { placeOf, unfinished, signal }: Staging,
  roots: readonly string[],
  { files, mediaBytesMax }: FilesOptions,
): Promise<Copy> {
  const { path, name, kind, mimeType, isWordless, words } = file;
  const source = await openSourceFile({ path, bytes: file.bytes }, { roots, bytesMax: mediaBytesMax }, files);
  try {
    const target = placeOf(file);
    const bytes = await copyTo(source, { target, unfinished }, files, { bytesMax: mediaBytesMax, signal });
    const said = { ...(isWordless && { isWordless }), ...(words !== undefined && { words }) };
    return { path: target, name, kind, mimeType, bytes, ...said };
  } finally {
    await source.close();
  }
}
