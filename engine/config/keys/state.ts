import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { expandHome } from './expand-home.ts';
import { key } from './key.ts';
import { text } from './values.ts';

export interface StateConfig {
  /** Folder of the store. Default `~/.imgate`, expanded. */
  readonly stateDir: string;
  /** How long the store keeps what was written, in messages and in answers. Default 7 days. */
  readonly retentionMs: number;
  /** How long a start waits for what it needs to read before it says what is missing. Default 30,000. */
  readonly startTimeoutMs: number;
}

const DAY_MS = 86_400_000;

export const state = defineSubject({
  fileKeys: {
    stateDir: key(text, 'Folder of the store and of the control socket; `~` = the home folder.', {
      default: '`IMGATE_STATE_DIR`, else `~/.imgate`',
    }),
    store: key(
      z.strictObject({
        retentionDays: key(
          z.int().min(1).max(3650),
          'Days for which what was written is kept, in messages and in answers.',
          {
            default: '7',
          },
        ),
      }),
      'The store.',
    ),
    startTimeoutMs: key(
      z.int().min(1).max(600_000),
      'Milliseconds after which a start that waits for what it needs to read says what is missing. It goes on trying.',
      { default: '30000' },
    ),
  },
  resolve: ({ stateDir, store, startTimeoutMs = 30_000 }, places): StateConfig => ({
    stateDir: expandHome(stateDir ?? places.stateDir ?? '~/.imgate', places.home),
    retentionMs: (store?.retentionDays ?? 7) * DAY_MS,
    startTimeoutMs,
  }),
});
