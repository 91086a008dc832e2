import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsupported } from '../../command-line/unsupported.ts';

/** `imsg chat-background` (protocol section 1.2). */
export const chatBackgroundCommand: Command = {
  name: 'chat-background',
  since: '0.13.0',
  about: 'Inspect a Messages chat background',
  discussion: 'Reads chat.db only; needs no bridge.',
  arguments: [{ label: 'action', about: 'status' }],
  options: [DB, option('chat-id', 'local chat ROWID'), ...STANDARD_OPTIONS],
  examples: ['imsg chat-background status --chat-id 42 --json'],
  run: unsupported('chat-background'),
};
