import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { text } from './values.ts';

const APPROVALS = { notYet: 'approvals' };

const target = z.strictObject({
  channel: key(text, 'Only `imessage` is served.', APPROVALS),
  to: key(text, 'A handle or a chat.', APPROVALS),
  accountId: key(text, 'The account that sends it.', { default: 'the default one', ...APPROVALS }),
  threadId: key(z.union([z.string(), z.int()]), 'Of no meaning for this channel.', APPROVALS),
});

const kindOf = (about: string) =>
  key(
    z.strictObject({
      enabled: key(z.boolean(), 'Whether people are asked.', { default: 'false', ...APPROVALS }),
      mode: key(
        z.enum(['session', 'targets', 'both']),
        'Where: in the conversation it came from, at `targets`, or both.',
        {
          default: '`session`',
          ...APPROVALS,
        },
      ),
      agentFilter: key(z.array(text), 'Only requests of these agents.', { default: 'all', ...APPROVALS }),
      sessionFilter: key(z.array(text), 'Only requests of sessions whose key contains one of these.', {
        default: 'all',
        ...APPROVALS,
      }),
      targets: key(z.array(target), 'Who else is asked.'),
    }),
    about,
  );

/** What agents may do only after somebody has allowed it. */
export const approvals = defineSubject({
  fileKeys: {
    approvals: key(
      z.strictObject({
        exec: kindOf('Requests to run something.'),
        plugin: kindOf('Requests of tools.'),
      }),
      'What somebody has to allow first.',
    ),
  },
  handleKeys: ['to'],
});
