import type { Command } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsupported } from '../../command-line/unsupported.ts';

/** `imsg stats` (protocol section 1.2). */
export const statsCommand: Command = {
  name: 'stats',
  since: '0.13.0',
  about: 'Show aggregate message and media statistics',
  options: [
    DB,
    option('chat-id', 'Limit stats to a chat rowid'),
    option('time-zone', 'IANA time zone for date buckets (defaults to local)'),
    flag('media', 'include attachment statistics'),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg stats', 'imsg stats --chat-id 42 --time-zone Europe/Vienna --media --json'],
  run: unsupported('stats'),
};
