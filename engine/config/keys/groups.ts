import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { foreign, key } from './key.ts';
import { allowEntries, groupPolicy as groupPolicySchema } from './values.ts';

export type GroupPolicy = 'allowlist' | 'open' | 'disabled';

/** Names of actions and tools, or `*`. */
export interface ToolNames {
  /** Null = all. */
  readonly allow: readonly string[] | null;
  /** Counts more than what is allowed. */
  readonly deny: readonly string[];
}

/** What an entry says itself: where it says nothing, the one of `*` does (ACC-50, SYS-2). */
export interface GroupConfig {
  /** Null = nothing. Without mention patterns it cannot be enforced and every message passes (ACC-53). */
  readonly requireMention: boolean | null;
  /** Trimmed; null = nothing, '' = none. */
  readonly systemPrompt: string | null;
  /** Left out = nothing. */
  readonly tools?: ToolNames;
  /** By `id:HANDLE`, `e164:NUMBER`, `name:NAME` or `*`; left out = nothing. */
  readonly toolsBySender?: Readonly<Record<string, ToolNames>>;
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

const TOOL_MAX = 100;
const toolNames = z.array(z.string().min(1).max(TOOL_MAX));
const toolsOf = () =>
  z.strictObject({
    allow: key(toolNames, 'Names of actions and tools that may be used, `*` = all.', { default: 'all' }),
    deny: key(toolNames, 'Names of those that may not, also where they are allowed.', { default: 'none' }),
    ...foreign('alsoAllow'),
  });
const bySender = z.record(
  z.string().regex(/^(?:\*|(?:id|e164|name):\s*\S.*)$/i, {
    error: 'expected id:HANDLE, e164:NUMBER, name:NAME or *',
  }),
  toolsOf(),
);

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
    tools: key(toolsOf(), 'Which actions and tools agents may use there.', {
      default: 'those of `*`, else all',
    }),
    toolsBySender: key(
      bySender,
      'The same by person, who counts first: `id:` and `e164:` a handle, `name:` one of Contacts, `*` anybody.',
      { default: 'those of `*`' },
    ),
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
    Object.entries(groups).map(([id, { requireMention = null, systemPrompt, tools, toolsBySender }]) => [
      id,
      {
        requireMention,
        systemPrompt: systemPrompt?.trim() ?? null,
        ...(tools && { tools: namesOf(tools) }),
        ...(toolsBySender && {
          toolsBySender: Object.fromEntries(
            Object.entries(toolsBySender).map(([who, names]) => [who, namesOf(names)]),
          ),
        }),
      },
    ]),
  );
}

function namesOf({ allow, deny = [] }: z.output<ReturnType<typeof toolsOf>>): ToolNames {
  return { allow: allow ?? null, deny };
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
