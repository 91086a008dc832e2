import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { foreign, key } from './key.ts';
import { megabytes, programOrAddress } from './values.ts';

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

/** Program and arguments. */
export type Command = readonly [string, ...string[]];

/** What makes text of voice memos that come without one. */
export interface TranscribeConfig {
  readonly by: { readonly command: Command } | { readonly http: string };
  /** Default 30,000. */
  readonly timeoutMs: number;
}

export interface MediaConfig {
  /** Null = nothing does. */
  readonly transcribe: TranscribeConfig | null;
}

const ONE_WANTED = 'expected `command` or `http`, one of them';

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
          'What makes text of voice memos that come without one. A program prints it, an address answers with it, or with an object that has it as `text`.',
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
    mediaMaxMb: key(megabytes, 'Megabytes above which a file is not handed on, in either direction.', {
      default: '`agents.defaults.mediaMaxMb`, else 16',
    }),
    attachmentWaitMs: key(
      z.int().min(0).max(600_000),
      'Milliseconds that a message waits for files that are not there yet.',
      { default: '30000' },
    ),
  },
  resolve: ({ media }): MediaConfig => ({ transcribe: transcribeOf(media?.transcribe) }),
  checkFile({ media }) {
    const { transcribe } = media ?? {};
    if (transcribe === undefined) return [];
    const isOne = (transcribe.command === undefined) !== (transcribe.http === undefined);
    return isOne ? [] : [{ path: ['media', 'transcribe'], text: ONE_WANTED }];
  },
  resolveAccount: (
    { includeAttachments = false, attachmentRoots, mediaMaxMb, attachmentWaitMs = 30_000 },
    { file },
  ): AttachmentsConfig => ({
    includeAttachments,
    attachmentRoots: attachmentRoots ?? null,
    mediaBytesMax: (mediaMaxMb ?? ofAgents(file) ?? 16) * MEGABYTE,
    attachmentWaitMs,
  }),
});

/** OUT-12: what holds for agents counts where neither account nor channel says anything. */
function ofAgents(file: object): number | undefined {
  // The other keys are those of other subjects.
  const { agents } = file as { readonly agents?: { readonly defaults?: { readonly mediaMaxMb?: number } } };
  return agents?.defaults?.mediaMaxMb;
}

function transcribeOf(
  input: z.output<ReturnType<typeof programOrAddress>> | undefined,
): TranscribeConfig | null {
  const { command, http, timeoutMs = 30_000 } = input ?? {};
  if (command !== undefined) return { by: { command }, timeoutMs };
  return http === undefined ? null : { by: { http }, timeoutMs };
}

function isAttachmentRoot(path: string): boolean {
  if (!path.startsWith('/') || path.includes('\0')) return false;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length > 0 && parts.every((part) => part !== '..' && (part === '*' || !part.includes('*')));
}
