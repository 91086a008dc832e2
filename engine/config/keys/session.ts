import { z } from 'zod';
import { defineSubject } from './define-subject.ts';

export type DmScope = 'main' | 'per-peer' | 'per-channel-peer' | 'per-account-channel-peer';

export interface SessionConfig {
  /** Default `main` (CFG-43). */
  readonly dmScope: DmScope;
}

export const session = defineSubject({
  fileKeys: {
    session: z
      .strictObject({
        dmScope: z.enum(['main', 'per-peer', 'per-channel-peer', 'per-account-channel-peer']).optional(),
      })
      .optional(),
  },
  resolve: (file): SessionConfig => ({ dmScope: file.session?.dmScope ?? 'main' }),
});
