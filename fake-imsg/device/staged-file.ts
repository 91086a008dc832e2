import { basename } from 'node:path';
import type { StagedFile } from './device.ts';

/** The folder for files on their way out, below that of attachments (file-8). */
export const STAGING = 'imsg';
const ATTACHMENTS = '~/Library/Messages/Attachments';

/** A file cannot be sent: it is not there, or is not one. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

/** As `attachment.filename` has a file that was put where Messages may read it. @param id Names its folder. */
export const stagedFilename = (id: string, name: string): string => `${ATTACHMENTS}/${STAGING}/${id}/${name}`;

/** What staging a file of so many bytes comes to where nothing is copied. */
export function stagedInMemory(path: string, id: string, bytes: number): StagedFile {
  const name = basename(path);
  return { name, filename: stagedFilename(id, name), bytes };
}
