import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

/** What the owner's own words in a conversation do (ruling-33). */
export const owner = defineSubject({
  accountKeys: {
    handoff: key(
      z.strictObject({
        quietMs: key(
          z
            .int()
            .min(0)
            .max(7 * 86_400_000),
          'Milliseconds for which the agent is quiet in a conversation after the owner’s own words there; 0 = not at all.',
          { default: '0', notYet: 'the owner stepping in' },
        ),
      }),
      'When the owner writes in a conversation.',
    ),
    ownerMessages: key(
      z.enum(['ignore', 'mention']),
      'Whether own words from another device that mention the agent are a turn, with the owner’s rights.',
      { default: '`ignore`', notYet: 'the owner stepping in' },
    ),
  },
});
