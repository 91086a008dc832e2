import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export interface FilteredConfig {
  /** Whether strangers whom Messages hides are answered where everybody may write. Null = not set, which is yes. */
  readonly answerFiltered: boolean | null;
}

/** What Messages itself puts aside as unknown or junk (ruling-35). */
export const filtered = defineSubject({
  accountKeys: {
    answerFiltered: key(
      z.boolean(),
      'Whether `dmPolicy: "open"` answers conversations that Messages hides. Listed and paired people are answered anyway.',
      { default: 'true' },
    ),
  },
  resolveAccount: ({ answerFiltered = null }): FilteredConfig => ({ answerFiltered }),
});
