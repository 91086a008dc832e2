import { z } from 'zod';
import { defineSubject } from './define-subject.ts';

export interface AttachmentsConfig {
  /** Whether files are passed on to the agent. Default false: a message of nothing else is `empty` (ATT-1). */
  readonly includeAttachments: boolean;
}

export const attachments = defineSubject({
  accountKeys: { includeAttachments: z.boolean().optional() },
  resolveAccount: ({ includeAttachments = false }): AttachmentsConfig => ({ includeAttachments }),
});
