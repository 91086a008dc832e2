import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsupported } from '../../command-line/unsupported.ts';

/** `imsg scheduled` (protocol section 1.2). */
export const scheduledCommand: Command = {
  name: 'scheduled',
  since: '0.13.0',
  about: 'List scheduled messages',
  discussion: 'Lists rows of chat.db that are still to be sent.',
  arguments: [{ label: 'action', about: 'list' }],
  options: [DB, option('limit', 'max rows for list'), ...STANDARD_OPTIONS],
  examples: ['imsg scheduled list --json'],
  run: unsupported('scheduled'),
};
