// How actions are given files (ACT-18, ruling-11).

import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { GivenFile } from '../media/outgoing.ts';
import { safeFileName } from '../message/file-name.ts';

/** No volume has a longer one. */
const NAME_MAX = 1_024;
const PATH_MAX = 4_096;

export const fileName = z.string().max(NAME_MAX);
const path = z.string().min(1).max(PATH_MAX).optional();

export const fileInputs = {
  buffer: z.string().min(1).optional().describe('The file itself, in base64'),
  path: path.describe('The file as an absolute path on this machine, below a folder that may be read'),
  media: path.describe('Another name of path'),
  filePath: path.describe('Another name of path'),
};

type FileInput = { readonly [Name in keyof typeof fileInputs]?: string | undefined };

/** Throws `action_invalid` where it is not given once, or has no name. */
export function givenFile(action: string, input: FileInput, filename: string | undefined): GivenFile {
  const given = (['buffer', 'path', 'media', 'filePath'] as const).filter(
    (name) => input[name] !== undefined,
  );
  const [field] = given;
  if (field === undefined || given.length > 1)
    throw invalid(`${action} takes one of buffer, path, media and filePath: give the file once.`);
  const value = input[field]!;
  const is = field === 'buffer' ? 'buffer' : 'path';
  if (is === 'buffer' && filename === undefined)
    throw invalid(`${action} with a buffer needs a filename: it says what kind of file it is.`);
  const name = safeFileName(filename ?? value);
  if (name === null) throw invalid(`${action}: filename is no name of a file: give one such as photo.jpg.`);
  return { field, value, is, name };
}

function invalid(message: string): EngineError {
  return new EngineError('action_invalid', { message });
}
