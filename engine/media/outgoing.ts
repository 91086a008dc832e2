// Files on their way out: copied below the state folder before they are journalled, so that what leaves is what was given,
// also after a crash.

import { posix } from 'node:path';
import { EngineError } from '../errors.ts';
import { cleanForeign } from '../log-text.ts';
import type { Files, OpenedFile } from '../ports/files.ts';
import type { Ids } from '../ports/ids.ts';
import { systemCode, systemRemedy } from '../ports/system-failures.ts';
import { MediaFailure } from './failures.ts';
import { isBelow, realRoots } from './roots.ts';
import type { Slots } from './slots.ts';
import { openSourceFile, tooLarge } from './source-file.ts';
import { copyTo, mediaFolder, namesInFolder, turnFolder } from './stage.ts';

/** Of what was given as a path, in an error. */
const VALUE_SHOWN_MAX = 200;
/** Four characters stand for three bytes. */
const GROUP = { characters: 4, bytes: 3 };

/** The copy of a file that is to leave. */
export interface StagedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** A file as it is given to an action. */
export interface GivenFile {
  /** The name of the input that has it, for errors. */
  readonly field: string;
  /** Base64 where `is` says so, else a path on this machine. */
  readonly value: string;
  readonly is: 'buffer' | 'path';
  /** One component of one line. */
  readonly name: string;
}

export interface OutgoingFiles {
  /** Copies it for what its part will belong to. Rejects with `file_unusable`, and with `turn_over` where the engine stops. */
  stage(group: string, given: GivenFile): Promise<StagedFile>;
}

interface OutgoingOptions {
  readonly stateDir: string;
  /** Folders from which files may be read, besides those of the gateway itself. */
  readonly roots: readonly string[];
  readonly mediaBytesMax: number;
  readonly files: Files;
  readonly ids: Ids;
  /** Over all turns. */
  readonly staging: Slots;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

type Source = Pick<OpenedFile, 'read' | 'close'>;

export function createOutgoingFiles(options: OutgoingOptions): OutgoingFiles {
  const { stateDir, mediaBytesMax: bytesMax, files, ending: signal } = options;
  const within = mediaFolder(stateDir);
  const roots = [...options.roots, within];
  const opened = async ({ is, value: path, value: text }: GivenFile): Promise<Source> => {
    if (is === 'buffer') return fromBase64(text, bytesMax);
    // Before it is looked at: what is there is nobody's business.
    if (!isBelow(path, await realRoots(roots, files)))
      throw new MediaFailure('attachment path resolves outside allowed roots');
    return openSourceFile({ path, bytes: null }, { roots, bytesMax }, files);
  };
  return {
    async stage(group, given) {
      // The name tells whose it is, as long as one of its parts is open.
      const folder = posix.join(within, `${turnFolder(group)}.out`, options.ids.uuid('outgoing file'));
      const name = namesInFolder([given.name])[0]!;
      const place = { target: posix.join(folder, name), unfinished: `${folder}.unfinished` };
      const copy = async () => {
        const source = await opened(given);
        try {
          const bytes = await copyTo(source, place, files, { bytesMax, signal });
          if (bytes === 0) throw new MediaFailure('attachment is empty');
          return { path: place.target, name, bytes };
        } finally {
          await source.close();
        }
      };
      try {
        return await options.staging.run(copy, signal);
      } catch (error) {
        await files.remove(folder).catch(() => {});
        if (signal.aborted) throw new EngineError('turn_over');
        throw unusable(given, error);
      }
    },
  };
}

/** As a file that is open; piece by piece, so that a large one does not hold the loop. Throws `MediaFailure`. */
function fromBase64(text: string, bytesMax: number): Source {
  const written = text.replace(/\s+/g, '').replace(/={0,2}$/, '');
  if (written.length % GROUP.characters === 1) throw new MediaFailure('it is no base64');
  if (written.length > Math.ceil((bytesMax / GROUP.bytes) * GROUP.characters)) throw tooLarge(bytesMax);
  let at = 0;
  return {
    async read(bytes) {
      const count = Math.max(1, Math.floor(bytes / GROUP.bytes)) * GROUP.characters;
      const group = written.slice(at, at + count);
      at += group.length;
      // What is none is passed over in silence where it is read.
      if (!/^[\w+/-]*$/.test(group)) throw new MediaFailure('it is no base64');
      return Buffer.from(group, 'base64');
    },
    async close() {},
  };
}

function unusable({ field, value, is }: GivenFile, error: unknown): EngineError {
  const where = is === 'path' ? `${field} "${cleanForeign(value, VALUE_SHOWN_MAX)}"` : field;
  if (error instanceof MediaFailure)
    return new EngineError('file_unusable', { message: `${where}: ${error.message}.`, cause: error });
  const code = systemCode(error);
  if (code === '') throw error;
  const remedy = systemRemedy(code);
  return new EngineError('file_unusable', {
    message: `${where}: the file could not be copied (${code}).`,
    ...(remedy !== null && { remedy }),
    cause: error,
  });
}
