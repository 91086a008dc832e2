import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { allowEntries } from './values.ts';

export type GroupPolicy = 'allowlist' | 'open' | 'disabled';

interface GroupConfig {
  /** Default true (ACC-50). Without mention patterns it cannot be enforced and every message passes (ACC-53). */
  readonly requireMention: boolean;
}

/** Which groups are served, and who may write there. */
export interface GroupsConfig {
  /** Default `allowlist`. */
  readonly groupPolicy: GroupPolicy;
  /** Null = not set, so that allowFrom serves (ACC-30). An empty list blocks everyone. */
  readonly groupAllowFrom: readonly string[] | null;
  /** By chat_id in digits, `chat_guid:…`, `chat_identifier:…`, or `*`. Null = not set. */
  readonly groups: Readonly<Record<string, GroupConfig>> | null;
}

const entries = z.record(
  z.string().regex(/^(?:\*|[1-9]\d*|chat_(?:guid|identifier):\s*\S.*)$/i, {
    error: 'expected a chat_id in digits, chat_guid:…, chat_identifier:… or *',
  }),
  z.strictObject({ requireMention: z.boolean().optional() }),
);

export const groups = defineSubject({
  accountKeys: {
    groupPolicy: z.enum(['allowlist', 'open', 'disabled']).optional(),
    groupAllowFrom: allowEntries.optional(),
    groups: entries.optional(),
  },
  handleKeys: ['groupAllowFrom'],
  resolveAccount: ({ groupPolicy = 'allowlist', groupAllowFrom = null, groups }): GroupsConfig => ({
    groupPolicy,
    groupAllowFrom,
    groups: groups === undefined ? null : resolveEntries(groups),
  }),
  warningsOf({ accountId, groups }) {
    if (!Object.values(groups ?? {}).some((group) => group.requireMention)) return [];
    return [
      `imessage: requireMention cannot be enforced for account "${accountId}", since there are no mention ` +
        'patterns; every message of an admitted group is answered.',
    ];
  },
});

function resolveEntries(groups: z.output<typeof entries>): Record<string, GroupConfig> {
  return Object.fromEntries(
    Object.entries(groups).map(([id, { requireMention = true }]) => [id, { requireMention }]),
  );
}
