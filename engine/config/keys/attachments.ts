import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { foreign, key } from './key.ts';
import { programOrAddress } from './values.ts';

export interface AttachmentsConfig {
  /** Whether files are passed on to the agent. Default false: a message of nothing else is `empty` (ATT-1). */
  readonly includeAttachments: boolean;
  /** Folders of this machine from which files may be read; null = the default ones (ruling-10). */
  readonly attachmentRoots: readonly string[] | null;
  /** Default 16 MB. */
  readonly mediaBytesMax: number;
  /** How long a message waits for files that are not there yet. Default 30,000. */
  readonly attachmentWaitMs: number;
}

const MEGABYTE = 1024 * 1024;

/** ATT-12: an absolute path, in which a whole part may be `*`. */
const attachmentRoot = z
  .string()
  .refine((path) => isAttachmentRoot(path), { error: 'expected absolute path root' });

export const attachments = defineSubject({
  fileKeys: {
    media: key(
      z.strictObject({
        transcribe: key(
          programOrAddress('a voice memo'),
          'What makes text of voice memos that come without one.',
          { notYet: 'transcription' },
        ),
        ...foreign('preserveFilenames', 'ttlHours'),
      }),
      'Files.',
    ),
  },
  accountKeys: {
    includeAttachments: key(z.boolean(), 'Whether files that people send are handed to the agent.', {
      default: 'false',
    }),
    attachmentRoots: key(
      z.array(attachmentRoot),
      'Folders on this machine from which files may be read; `*` = one folder of any name.',
      {
        default: 'the `Attachments` folder beside the database, and `/Users/*/Library/Messages/Attachments`',
      },
    ),
    remoteAttachmentRoots: key(z.array(attachmentRoot), 'The same on the Mac behind `remoteHost`.', {
      default: '`/Users/*/Library/Messages/Attachments`',
      notYet: 'fetching files from another Mac',
    }),
    mediaMaxMb: key(
      z.int().min(1).max(4096),
      'Megabytes above which a file is not handed on, in either direction.',
      { default: '16' },
    ),
    attachmentWaitMs: key(
      z.int().min(0).max(600_000),
      'Milliseconds that a message waits for files that are not there yet.',
      { default: '30000' },
    ),
  },
  resolveAccount: ({
    includeAttachments = false,
    attachmentRoots,
    mediaMaxMb = 16,
    attachmentWaitMs = 30_000,
  }): AttachmentsConfig => ({
    includeAttachments,
    attachmentRoots: attachmentRoots ?? null,
    mediaBytesMax: mediaMaxMb * MEGABYTE,
    attachmentWaitMs,
  }),
});

function isAttachmentRoot(path: string): boolean {
  if (!path.startsWith('/') || path.includes('\0')) return false;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length > 0 && parts.every((part) => part !== '..' && (part === '*' || !part.includes('*')));
}
