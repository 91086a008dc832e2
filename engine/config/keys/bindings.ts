import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key, noted } from './key.ts';
import { acpRuntime, text } from './values.ts';

const ROUTING = { notYet: 'routing to several agents' };

const binding = z.strictObject({
  type: key(
    z.enum(['route', 'acp']),
    'Whether it chooses the agent of new sessions, or binds a conversation to one ACP session.',
    {
      default: '`route`',
      ...ROUTING,
    },
  ),
  agentId: noted(text, 'The agent. Required.'),
  comment: key(z.string(), 'For people.'),
  match: noted(
    z.strictObject({
      channel: noted(text, 'Only `imessage` is served. Required.'),
      accountId: key(text, 'An account, `*` = any.', { default: '`default`', ...ROUTING }),
      peer: key(
        z.strictObject({
          kind: noted(z.enum(['direct', 'dm', 'group', 'channel']), 'What it is.'),
          id: noted(text, 'Who it is.'),
        }),
        'A person by handle, or a group by number; for ACP also `chat_id:`, `chat_guid:` and `chat_identifier:`.',
        { default: 'all of them', ...ROUTING },
      ),
      guildId: key(z.string(), 'Of no meaning for this channel.'),
      teamId: key(z.string(), 'Of no meaning for this channel.'),
      roles: key(z.array(z.string()), 'Of no meaning for this channel.'),
    }),
    'Whom it is about. Required.',
  ),
  acp: key(acpRuntime, 'How the ACP session is run.', { notYet: 'ACP sessions' }),
});

/** Which agent answers whom. */
export const bindings = defineSubject({
  fileKeys: {
    bindings: key(z.array(binding), 'Which agent answers whom; the first that fits counts.', {
      default: 'the default agent answers everybody',
    }),
  },
  handleKeys: ['peer'],
});
