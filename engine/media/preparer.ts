// The files of a turn: copied, made readable, heard, before the agent is asked. Whatever goes wrong with one of them, the
// turn goes on without it, and says so.

import { posix } from 'node:path';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { cleanForeign } from '../log-text.ts';
import type { Attachment } from '../message/attachment.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Logger } from '../ports/logger.ts';
import type { HandedFile, TurnRow } from '../store/commands/turns.ts';
import { PREPARE_TIMEOUT_MS, type Preparer } from '../turns/prepare.ts';
import { askForPaths } from './late-paths.ts';
import { isBelow } from './roots.ts';
import { openSource, UnusableFile } from './source-file.ts';
import { copyTo, mediaFolder, namesInFolder, turnFolder } from './stage.ts';

/** How soon a file that is not there is looked for again, and how long at most. */
const LOOK_FIRST_MS = 250;
const LOOK_MAX_MS = 2_000;
const LOGGED_PATH_MAX = 300;

interface FilesOptions {
  readonly stateDir: string;
  /** Folders from which files may be read; null = the files are on another machine. */
  readonly roots: readonly string[] | null;
  readonly mediaBytesMax: number;
  readonly attachmentWaitMs: number;
  readonly files: Files;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The child that reads, while it is there. */
  readClient(): RpcCaller | null;
}

export function createFilesPreparer(options: FilesOptions): Preparer {
  const { attachmentWaitMs, stateDir, logger } = options;
  return {
    name: 'files',
    timeoutMs: attachmentWaitMs + PREPARE_TIMEOUT_MS,
    needs: ({ context }) => context.attachments.length > 0,
    async prepare(turn, signal) {
      const { attachments } = turn.context;
      const folder = posix.join(mediaFolder(stateDir), turnFolder(turn.turnId));
      const names = namesInFolder(attachments.map(({ name }) => name));
      const late = createLate(options, turn, signal);
      const staged = await Promise.all(
        attachments.map(async (file, index) => {
          const target = posix.join(folder, names[index]!);
          try {
            return await stage(options, { file, index, target, late });
          } catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            logger.warn(
              `imessage: failed to stage inbound attachment: ${cleanForeign(why, LOGGED_PATH_MAX)}`,
            );
            return null;
          }
        }),
      );
      return { attachments: staged.filter((file) => file !== null) };
    },
  };
}

interface Staging {
  readonly file: Attachment;
  readonly index: number;
  /** Where the copy is to be. */
  readonly target: string;
  readonly late: Late;
}

/** Null = it lies where nothing may be read. */
async function stage(options: FilesOptions, staging: Staging): Promise<HandedFile | null> {
  const { roots, files, mediaBytesMax, logger } = options;
  if (roots === null) throw new UnusableFile('files of another Mac are not fetched');
  const { file, index, target, late } = staging;
  for (;;) {
    const path = late.pathOf(index);
    if (path !== '' && !isBelow(path, roots)) {
      const shown = cleanForeign(path, LOGGED_PATH_MAX);
      logger.debug(`imessage: dropping inbound attachment outside allowed roots: ${shown}`);
      return null;
    }
    try {
      if (path === '') throw new UnusableFile('attachment did not come', { absent: true });
      const source = await openSource({ path, bytes: file.bytes }, { roots, bytesMax: mediaBytesMax }, files);
      try {
        const bytes = await copyTo(source, target, files, mediaBytesMax);
        const { name, kind, mimeType } = file;
        return { path: target, name, kind, mimeType, bytes };
      } finally {
        await source.close();
      }
    } catch (error) {
      if (!(error instanceof UnusableFile && error.isAbsent) || !(await late.again())) throw error;
    }
  }
}

/** What may still come of a turn. */
interface Late {
  /** '' = not known yet. */
  pathOf(index: number): string;
  /** Resolves when it is time to look once more; false = no longer waited for. */
  again(): Promise<boolean>;
}

/** The time counts from when the turn was formed, so that no restart makes it longer. */
function createLate(
  { clock, attachmentWaitMs, readClient, logger }: FilesOptions,
  turn: TurnRow,
  signal: AbortSignal,
): Late {
  const waitedMs = Math.max(0, clock.wallMs() - turn.formedAtMs);
  const untilMs = clock.monotonicMs() + attachmentWaitMs - Math.min(waitedMs, attachmentWaitMs);
  let { attachments } = turn.context;
  let pauseMs = LOOK_FIRST_MS;
  let next: Promise<boolean> | null = null;

  const ask = async () => {
    const client = readClient();
    if (client === null || attachments.every(({ path }) => path !== '')) return;
    try {
      attachments = await askForPaths({ ...turn.context, attachments }, client, signal);
    } catch (error) {
      logger.debug(
        `imessage: imsg was asked for a file in vain: ${cleanForeign(String(error), LOGGED_PATH_MAX)}`,
      );
    }
  };
  const look = async () => {
    const leftMs = untilMs - clock.monotonicMs();
    if (leftMs <= 0 || signal.aborted) return false;
    await sleep(clock, Math.min(pauseMs, leftMs), signal);
    pauseMs = Math.min(pauseMs * 2, LOOK_MAX_MS);
    await ask();
    next = null;
    return !signal.aborted;
  };
  return {
    pathOf: (index) => attachments[index]!.path,
    again() {
      next ??= look();
      return next;
    },
  };
}
