import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

export interface OwnerConfig {
  /**
   * `handoff.quietMs`, 0 to 604,800,000: for how long the agent is quiet in a conversation after the owner's own words
   * there. Default 0 = not at all.
   */
  readonly quietMs: number;
  /** Whether own words from another device that mention the agent are a turn. Default `ignore`. */
  readonly ownerMessages: 'ignore' | 'mention';
}

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
          'Milliseconds for which the agent is quiet in a conversation after the owner’s own words there, and what waits there is left to them; 0 = not at all.',
          { default: '0' },
        ),
      }),
      'When the owner writes in a conversation.',
    ),
    ownerMessages: key(
      z.enum(['ignore', 'mention']),
      'Whether own words from another device that mention the agent are a turn, with the owner’s rights.',
      { default: '`ignore`' },
    ),
  },
  resolveAccount: ({ handoff = {}, ownerMessages = 'ignore' }): OwnerConfig => ({
    quietMs: handoff.quietMs ?? 0,
    ownerMessages,
  }),
});
