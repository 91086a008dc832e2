import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { allowEntries, groupPolicy as groupPolicySchema } from './values.ts';

export type GroupPolicy = 'allowlist' | 'open' | 'disabled';

/** What an entry says itself: where it says nothing, the one of `*` does (ACC-50, SYS-2). */
export interface GroupConfig {
  /** Null = nothing. Without mention patterns it cannot be enforced and every message passes (ACC-53). */
  readonly requireMention: boolean | null;
  /** Trimmed; null = nothing, '' = none. */
  readonly systemPrompt: string | null;
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
  z.strictObject({
    requireMention: key(z.boolean(), 'Whether only messages that mention the agent are answered.', {
      default: 'that of `*`, else true',
    }),
    systemPrompt: key(
      z.string().nullable(),
      'Handed to the agent with each turn of this group; empty = none, also where `*` has one.',
      { default: 'that of `*`' },
    ),
    tools: key(z.unknown(), 'Tools of another program.', { notYet: 'tools' }),
    toolsBySender: key(z.unknown(), 'The same by person.', { notYet: 'tools' }),
  }),
);

export const groups = defineSubject({
  accountKeys: {
    groupPolicy: key(groupPolicySchema, 'Who may write in groups: those listed, everybody, nobody.', {
      default: '`channels.defaults.groupPolicy`, else `allowlist`',
    }),
    groupAllowFrom: key(
      allowEntries,
      'Handles, `accessGroup:<name>`, and groups as `chat_id:`, `chat_guid:` or `chat_identifier:`.',
      {
        default: 'the people of `allowFrom`',
      },
    ),
    groups: key(
      entries,
      'By chat_id, `chat_guid:…` or `chat_identifier:…`, `*` = all others: the groups that are served. Left out = all whose people are listed.',
    ),
  },
  handleKeys: ['groupAllowFrom'],
  resolveAccount: ({ groupPolicy, groupAllowFrom = null, groups }, { file }): GroupsConfig => ({
    groupPolicy: groupPolicy ?? file.defaults?.groupPolicy ?? 'allowlist',
    groupAllowFrom,
    groups: groups === undefined ? null : resolveEntries(groups),
  }),
});

function resolveEntries(groups: z.output<typeof entries>): Record<string, GroupConfig> {
  return Object.fromEntries(
    Object.entries(groups).map(([id, { requireMention = null, systemPrompt }]) => [
      id,
      { requireMention, systemPrompt: systemPrompt?.trim() ?? null },
    ]),
  );
}

/** What asks for mentions that nobody can be asked for. @param nameless Agents without patterns that answer groups there. */
export function mentionWarnings(
  { accountId, groups }: Pick<GroupsConfig, 'groups'> & { readonly accountId: string },
  nameless: readonly string[],
): string[] {
  const anyGroup = groups?.['*']?.requireMention ?? true;
  const isAskedFor = Object.values(groups ?? {}).some(({ requireMention }) => requireMention ?? anyGroup);
  if (nameless.length === 0 || !isAskedFor) return [];
  return [
    `imessage: requireMention cannot be enforced for account "${accountId}" where ${quoted(nameless)} answers, for ` +
      'want of mention patterns; there every message of an admitted group is answered.',
  ];
}

const quoted = (ids: readonly string[]) => `agent ${ids.map((id) => `"${id}"`).join(' or ')}`;
