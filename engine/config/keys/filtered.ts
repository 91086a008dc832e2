import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

/** What Messages itself puts aside as unknown or junk (ruling-35). */
export const filtered = defineSubject({
  accountKeys: {
    answerFiltered: key(
      z.boolean(),
      'Whether `dmPolicy: "open"` answers conversations that Messages hides. Listed and paired people are answered anyway.',
      { default: 'true', notYet: 'what Messages hides' },
    ),
  },
});
