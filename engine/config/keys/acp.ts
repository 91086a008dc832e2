import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { foreign, key } from './key.ts';
import { text } from './values.ts';

const ACP = { notYet: 'ACP sessions' };

/** Sessions with coding agents over the Agent Client Protocol. */
export const acp = defineSubject({
  fileKeys: {
    acp: key(
      z.strictObject({
        enabled: key(z.boolean(), 'Whether there are any.', { default: 'true', ...ACP }),
        defaultAgent: key(text, 'Which harness `/acp spawn` starts where none is named.', ACP),
        backend: key(text, 'What runs harnesses.', ACP),
        allowedAgents: key(z.array(text), 'The harnesses that may be started.', { default: 'all', ...ACP }),
        dispatch: key(
          z.strictObject({
            enabled: key(z.boolean(), 'Whether messages of a bound conversation go to its session.', {
              default: 'true',
              ...ACP,
            }),
          }),
          'What becomes of messages.',
        ),
        agents: key(
          z.record(
            z.string(),
            z.strictObject({
              command: key(z.union([text, z.array(text).min(1)]), 'How the harness is started.', ACP),
            }),
          ),
          'By harness.',
        ),
        ...foreign('maxConcurrentSessions', 'stream', 'runtime'),
      }),
      'Sessions with coding agents.',
    ),
  },
});
