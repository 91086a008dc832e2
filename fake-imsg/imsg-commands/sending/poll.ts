import type { Command } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsupported } from '../../command-line/unsupported.ts';

/** `imsg poll` (protocol section 1.4). */
export const pollCommand: Command = {
  name: 'poll',
  since: '0.10.0',
  about: 'Send a native Apple Messages poll',
  discussion: 'Works through the bridge that `imsg launch` starts.',
  arguments: [
    { label: 'action', about: 'send', until: '0.12.0' },
    { label: 'action', about: 'send|vote', since: '0.12.0', until: '0.13.0' },
    { label: 'action', about: 'send|vote|unvote', since: '0.13.0' },
  ],
  options: [
    DB,
    option('chat', 'chat guid or rowid'),
    option('chat-id', 'chat rowid'),
    option('question', 'poll question', { until: '0.12.3' }),
    option('question', 'poll question; sent as a plain caption after the poll too', { since: '0.12.3' }),
    option('comment', 'caption text instead of the question', { since: '0.12.3' }),
    option('reply-to', 'guid of message to reply to'),
    option('option', 'poll option text; pass at least twice'),
    option('poll', 'vote: guid of the poll message to vote on', { since: '0.12.0', until: '0.13.0' }),
    option('poll', 'vote/unvote: guid of the poll message to update', { since: '0.13.0' }),
    option('option-id', 'vote: UUID of the option to select', { since: '0.12.0', until: '0.13.0' }),
    option('option-id', 'vote/unvote: UUID of the option to select', { since: '0.13.0' }),
    option('option-index', 'vote: 1-based option number to select', { since: '0.12.0', until: '0.13.0' }),
    option('option-index', 'vote/unvote: 1-based option number to select', { since: '0.13.0' }),
    flag('no-comment', 'send no caption after the poll', { since: '0.13.4' }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    "imsg poll send --chat 'any;-;+15550001111' --question 'Dinner?' --option 'Pizza' --option 'Sushi'",
    { text: "imsg poll vote --chat 'any;-;+15550001111' --poll ABCD --option-index 1", since: '0.12.0' },
    { text: "imsg poll unvote --chat 'any;-;+15550001111' --poll ABCD --option-index 1", since: '0.13.0' },
  ],
  run: unsupported('poll'),
};
