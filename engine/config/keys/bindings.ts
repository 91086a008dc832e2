import { z } from 'zod';
import { parseAllowEntry } from '../../message/identity/allow-entry.ts';
import { isAddress } from '../../message/identity/written-handle.ts';
import { defineSubject } from './define-subject.ts';
import { key, noEffectYet, noted } from './key.ts';
import type { Problem } from './subject.ts';
import { acpRuntime, text } from './values.ts';

const CHANNEL = 'imessage';

const binding = z.strictObject({
  type: key(
    z.enum(['route', 'acp']),
    'Whether it chooses the agent, or binds a conversation to one ACP session.',
    { default: '`route`' },
  ),
  agentId: noted(text, 'The agent, by its `id` in `agents.list`. Required.'),
  comment: key(z.string(), 'For people.'),
  match: noted(
    z.strictObject({
      channel: noted(text, 'Only `imessage` is served. Required.'),
      accountId: key(text, 'An account, `*` = any.', { default: '`default`' }),
      peer: key(
        z.strictObject({
          kind: noted(z.enum(['direct', 'dm', 'group', 'channel']), '`direct` (or `dm`), or `group`.'),
          id: noted(text, 'Who or which it is; `*` = any of the kind.'),
        }),
        'A person by handle, or a chat by number, `chat_id:`, `chat_guid:` or `chat_identifier:`.',
        { default: 'everybody there' },
      ),
      guildId: key(z.string(), 'Of no meaning for this channel.'),
      teamId: key(z.string(), 'Of no meaning for this channel.'),
      roles: key(z.array(z.string()), 'Of no meaning for this channel.'),
    }),
    'Whom it is about. Required.',
  ),
  acp: key(acpRuntime, 'How the ACP session is run.', { notYet: 'ACP sessions' }),
});

type BindingInput = z.output<typeof binding>;

/** Which agent answers some conversations. */
export interface BindingConfig {
  /** Its place in the list of the file. */
  readonly index: number;
  readonly agentId: string;
  /** As it is written; `*` = any, null = the account `default`. */
  readonly accountId: string | null;
  /** Null = every conversation of the account. */
  readonly peer: { readonly kind: 'direct' | 'group'; readonly id: string } | null;
}

export interface BindingsConfig {
  /** Those that choose an agent on this channel, in their order. */
  readonly bindings: readonly BindingConfig[];
}

/** Which agent answers whom. */
export const bindings = defineSubject({
  fileKeys: {
    bindings: key(
      z.array(binding),
      'Which agent answers whom: who names a person or chat counts before who names all of a kind, then an account, ' +
        'then any account; of several alike the first.',
      { default: 'the default agent answers everybody' },
    ),
  },
  handleKeys: ['peer'],
  resolve: ({ bindings: inputs = [] }): BindingsConfig => ({
    bindings: inputs.flatMap((input, index): BindingConfig[] => {
      const { agentId, match } = input;
      const { accountId = null, peer } = match;
      const kind = peer?.kind === 'group' ? 'group' : 'direct';
      const named = peer ? ({ kind, id: peer.id.trim() } as const) : null;
      return choosesAgent(input) ? [{ index, agentId, accountId, peer: named }] : [];
    }),
  }),
  checkFile(file) {
    // The other keys are those of other subjects.
    const { agents } = file as { readonly agents?: { readonly list?: readonly { readonly id: string }[] } };
    const known = (agents?.list ?? []).map(({ id }) => id);
    return (file.bindings ?? []).flatMap((input, index) =>
      choosesAgent(input) ? problemsOf(input, ['bindings', index], known) : [],
    );
  },
});

function choosesAgent({ type = 'route', match }: BindingInput): boolean {
  return type === 'route' && isOurs(match);
}

function isOurs({ channel }: BindingInput['match']): boolean {
  return channel.trim().toLowerCase() === CHANNEL;
}

function problemsOf({ agentId, match }: BindingInput, path: Problem['path'], known: string[]): Problem[] {
  const problems: Problem[] = [];
  if (!known.includes(agentId)) {
    const there = known.length === 0 ? 'agents.list is empty' : `agents.list has ${known.join(', ')}`;
    problems.push({ path: [...path, 'agentId'], text: `names no agent: ${there}` });
  }
  const wrong = match.peer && whyNobody(match.peer);
  if (wrong) problems.push({ path: [...path, 'match', 'peer', wrong.key], text: wrong.text });
  return problems;
}

/** Why a peer can be nobody; null = it can be somebody. */
function whyNobody({ kind, id }: NonNullable<BindingInput['match']['peer']>) {
  if (kind === 'channel') return { key: 'kind', text: 'iMessage has no channels; write direct or group' };
  const named = id.trim();
  if (kind === 'group') {
    const entry = parseAllowEntry(/^\d+$/.test(named) ? `chat_id:${named}` : named);
    if (entry && entry.kind !== 'handle' && entry.kind !== 'accessGroup') return null;
    const text = 'can be no group; write its number, chat_id:, chat_guid:, chat_identifier: or *';
    return { key: 'id', text };
  }
  const entry = parseAllowEntry(named);
  const isPossible =
    entry?.kind === 'handle' ? isAddress(entry.handle) : entry && entry.kind !== 'accessGroup';
  if (isPossible) return null;
  const text = 'can be nobody; write a phone number with its country code, a mail address, chat_guid: or *';
  return { key: 'id', text };
}

/** What of the bindings is in order and has no effect, one line each. */
export function bindingWarnings(
  inputs: readonly BindingInput[] | undefined,
  hasAccount: (accountId: string) => boolean,
): string[] {
  return (inputs ?? []).flatMap((input, index) => {
    const { type, match } = input;
    if (type === 'acp' && isOurs(match)) return [noEffectYet(`bindings[${index}]`, 'ACP sessions')];
    if (!choosesAgent(input) || match.accountId === '*' || hasAccount(match.accountId ?? 'default'))
      return [];
    return match.accountId === undefined
      ? [
          `imessage: bindings[${index}] names no account, which means "default", and there is none: it binds nobody. ` +
            'Write accountId: "*" for any account.',
        ]
      : [`imessage: bindings[${index}].match.accountId names no account: it binds nobody.`];
  });
}
