import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { expandHome, text } from './values.ts';

export interface StateConfig {
  /** Folder of the store. Default `~/.imgate`, expanded. */
  readonly stateDir: string;
  /** How long the store keeps what was written, in messages and in answers. Default 7 days. */
  readonly retentionMs: number;
}

const DAY_MS = 86_400_000;

export const state = defineSubject({
  fileKeys: {
    stateDir: text.optional(),
    store: z.strictObject({ retentionDays: z.int().min(1).max(3650).optional() }).optional(),
  },
  resolve: ({ stateDir = '~/.imgate', store }, home): StateConfig => ({
    stateDir: expandHome(stateDir, home),
    retentionMs: (store?.retentionDays ?? 7) * DAY_MS,
  }),
});
