// Copies that an agent can do more with: pictures as JPEG, voice memos with what was said in them.

import { posix } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Logger } from '../ports/logger.ts';
import type { HandedFile } from '../store/commands/turns.ts';
import { type Converter, isHeic, jpegName } from './convert.ts';
import { logFailure } from './failures.ts';
import { copyTo, namesInFolder } from './stage.ts';
import type { Transcriber } from './transcribe.ts';

/** For all pictures of a turn: they are converted one after another. */
const CONVERT_MS = 30_000;

/** A copy as it was sent. */
export interface Copy extends Omit<HandedFile, 'transcript'> {
  /** As of the attachment. */
  readonly isWordless?: true;
  readonly words?: string;
}

export interface Readable {
  /** How long it may take with the files of a turn. */
  readonly timeoutMs: number;
  /** The copies in `folder`, in their order; what cannot be made readable stays as it is. Never rejects. */
  of(copies: readonly Copy[], folder: string, signal: AbortSignal): Promise<readonly HandedFile[]>;
}

interface ReadableOptions {
  readonly converter: Converter;
  /** As it is set right now; null = nobody hears voice memos. */
  transcriber(): Transcriber | null;
  readonly mediaBytesMax: number;
  readonly files: Files;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createReadable(options: ReadableOptions): Readable {
  const transcriber = options.transcriber();
  return {
    timeoutMs: CONVERT_MS + (transcriber?.timeoutMs ?? 0),
    async of(copies, folder, signal) {
      const pictures = converted(copies, folder, options, signal);
      const heard = Promise.all(copies.map((copy) => heardIn(copy, transcriber, options, signal)));
      const [handed, spoken] = await Promise.all([pictures, heard]);
      return handed.map(({ isWordless: _, words: __, ...file }, index) => ({ ...file, ...spoken[index] }));
    },
  };
}

async function converted(
  copies: readonly Copy[],
  folder: string,
  options: ReadableOptions,
  signal: AbortSignal,
): Promise<readonly Copy[]> {
  const { clock } = options;
  const untilMs = clock.monotonicMs() + CONVERT_MS;
  const own = copies.map(({ path }) => posix.basename(path));
  const names = namesInFolder([...own, ...own.map(jpegName)]).slice(own.length);
  const made: Copy[] = [];
  for (const [index, copy] of copies.entries()) {
    const timeoutMs = untilMs - clock.monotonicMs();
    const isLeft = isHeic(copy) && timeoutMs > 0 && !signal.aborted;
    const target = posix.join(folder, names[index]!);
    made.push((isLeft && (await jpegOf(copy, target, options, { timeoutMs, signal }))) || copy);
  }
  return made;
}

/** The picture as JPEG at `target`, in the place of the copy; null = it could not be made. */
async function jpegOf(
  copy: Copy,
  target: string,
  { converter, files, logger, mediaBytesMax }: ReadableOptions,
  during: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Copy | null> {
  // Beside the folder, in which any name may be one of a file.
  const workshop = `${posix.dirname(target)}.converting`;
  try {
    const jpeg = await files.makeFolder(workshop).then(() => posix.join(workshop, 'picture.jpg'));
    if (!(await converter.toJpeg(copy.path, jpeg, during))) return null;
    const source = await files.open(jpeg);
    const place = { target, unfinished: posix.join(workshop, 'unfinished') };
    const limits = { bytesMax: mediaBytesMax, signal: during.signal };
    const bytes = await copyTo(source, place, files, limits).finally(() => source.close());
    await files.remove(copy.path);
    return { ...copy, path: target, name: jpegName(copy.name), mimeType: 'image/jpeg', bytes };
  } catch (error) {
    if (!during.signal.aborted) logFailure(logger, 'a HEIC picture is handed on as it is', error);
    return null;
  } finally {
    await files.remove(workshop).catch(() => {});
  }
}

/** Nothing where there was nothing to hear, or nobody hears it. */
async function heardIn(
  copy: Copy,
  transcriber: Transcriber | null,
  { logger }: Pick<ReadableOptions, 'logger'>,
  signal: AbortSignal,
): Promise<Pick<HandedFile, 'transcript'>> {
  if (copy.isWordless !== true || copy.kind !== 'audio') return {};
  if (copy.words !== undefined) return { transcript: copy.words };
  if (transcriber === null) return {};
  try {
    return { transcript: await transcriber.textOf(copy, signal) };
  } catch (error) {
    if (!signal.aborted) logFailure(logger, 'a voice memo was not transcribed', error);
    return { transcript: null };
  }
}
