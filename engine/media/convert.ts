// HEIC pictures as JPEG, which more programs can read (ATT-15): by a converter of this machine, where it has one.

import { posix } from 'node:path';
import type { Attachment } from '../message/attachment.ts';
import type { Files } from '../ports/files.ts';
import type { Programs } from '../ports/programs.ts';
import { MediaFailure } from './failures.ts';

/** Converters say little. */
const OUTPUT_BYTES_MAX = 64 * 1024;

/** That of macOS, and those that come with libheif, by its newer name first. Each writes the file that it is given last. */
const CONVERTERS: readonly { readonly command: string; args(from: string, to: string): readonly string[] }[] =
  [
    { command: 'sips', args: (from, to) => ['-s', 'format', 'jpeg', from, '--out', to] },
    { command: 'heif-dec', args: (from, to) => [from, to] },
    { command: 'heif-convert', args: (from, to) => [from, to] },
  ];

export function isHeic({ mimeType, name }: Pick<Attachment, 'mimeType' | 'name'>): boolean {
  return /^image\/hei[cf]$/i.test(mimeType ?? '') || /\.hei[cf]$/i.test(name);
}

export function jpegName(name: string): string {
  return `${posix.parse(name).name}.jpg`;
}

interface Converting {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Converter {
  /**
   * Makes a JPEG of a picture at a path where nothing is yet; false = this machine has no converter. Rejects with
   * `MediaFailure`, and as `Files` does, where it could not.
   */
  toJpeg(from: string, to: string, during: Converting): Promise<boolean>;
}

interface ConverterOptions {
  readonly programs: Programs;
  readonly files: Files;
}

export function createConverter({ programs, files }: ConverterOptions): Converter {
  /** Without those that this machine has not. */
  let left = CONVERTERS;
  return {
    async toJpeg(from, to, { timeoutMs, signal }) {
      for (const converter of left) {
        const request = {
          command: converter.command,
          args: converter.args(from, to),
          timeoutMs,
          outputBytesMax: OUTPUT_BYTES_MAX,
        };
        const { failure } = await programs.run(request, signal);
        if (failure?.code === 'absent') {
          left = left.filter((other) => other !== converter);
          continue;
        }
        const made = failure === null ? await files.look(to) : null;
        if (made?.kind === 'file' && made.bytes > 0) return true;
        throw new MediaFailure(`${converter.command} ${failure?.why ?? 'wrote no picture'}`);
      }
      return false;
    },
  };
}
