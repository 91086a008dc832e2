import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { text } from './values.ts';

const CHANNEL = 'imessage';

const target = z.strictObject({
  channel: key(text, 'Only `imessage` is served.', { default: '`imessage`' }),
  to: key(text, 'A handle or a chat.', { default: '`defaultTo` of the account' }),
  accountId: key(text, 'The account that sends it.', { default: 'the default one' }),
  threadId: key(z.union([z.string(), z.int()]), 'Of no meaning for this channel.'),
});

const kind = z.strictObject({
  enabled: key(z.boolean(), 'Whether people are asked.', { default: 'false' }),
  mode: key(
    z.enum(['session', 'targets', 'both']),
    'Where: in the conversation it came from, at `targets`, or both.',
    { default: '`session`' },
  ),
  agentFilter: key(z.array(text), 'Only requests of these agents.', { default: 'all' }),
  sessionFilter: key(z.array(text), 'Only requests of sessions whose key contains one of these.', {
    default: 'all',
  }),
  targets: key(z.array(target), 'Who else is asked.'),
});

interface ApprovalTarget {
  /** As it is written; null = `defaultTo` of the account. */
  readonly to: string | null;
  /** Null = the default account. */
  readonly accountId: string | null;
}

export interface ApprovalRule {
  readonly enabled: boolean;
  readonly mode: 'session' | 'targets' | 'both';
  /** Null = those of all agents. */
  readonly agents: readonly string[] | null;
  /** What the key of a session has to contain one of; null = all count. */
  readonly sessions: readonly string[] | null;
  /** Those of this channel. */
  readonly targets: readonly ApprovalTarget[];
}

export interface ApprovalsConfig {
  readonly approvals: { readonly exec: ApprovalRule; readonly plugin: ApprovalRule };
}

/** What agents may do only after somebody has allowed it. */
export const approvals = defineSubject({
  fileKeys: {
    approvals: key(
      z.strictObject({
        exec: key(kind, 'Requests to run something.'),
        plugin: key(kind, 'Requests of tools.'),
      }),
      'What somebody has to allow first.',
    ),
  },
  handleKeys: ['to'],
  resolve: ({ approvals: { exec = {}, plugin = {} } = {} }): ApprovalsConfig => ({
    approvals: { exec: ruleOf(exec), plugin: ruleOf(plugin) },
  }),
});

function ruleOf(input: z.output<typeof kind>): ApprovalRule {
  const { enabled = false, mode = 'session', agentFilter = null, sessionFilter = null, targets = [] } = input;
  const ofChannel = targets.filter(({ channel = CHANNEL }) => channel === CHANNEL);
  return {
    enabled,
    mode,
    agents: agentFilter,
    sessions: sessionFilter,
    targets: ofChannel.map(({ to = null, accountId = null }) => ({ to, accountId })),
  };
}
