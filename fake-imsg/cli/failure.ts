import { ChatDbUnreadable } from '../chat-db/read-open.ts';
import { errorText } from '../rpc/error-text.ts';

/** What a command prints when it fails (protocol sections 1.1, 1.6): on stdout, before exit code 1. */
export function failureText(error: unknown): string {
  return error instanceof ChatDbUnreadable ? permissionText(error) : errorText(error);
}

/** Prose of our own; clients match on `Full Disk Access` together with `chat.db`. */
function permissionText({ path, reason }: ChatDbUnreadable): string {
  const underlying =
    reason === 'missing' ? 'unable to open database file (code: 14)' : 'authorization denied (code: 23)';
  return [
    underlying,
    '',
    '⚠️  Permission Error: the Messages database cannot be read',
    '',
    `Reading ${path} (chat.db) needs Full Disk Access.`,
    '',
    '1. Open System Settings → Privacy & Security → Full Disk Access',
    '2. Add the terminal, and the program that starts it if there is one',
    '3. Where an entry is there already, switch it off and on again',
    '4. Restart the terminal',
    '',
    'The permission notes of imsg have more.',
  ].join('\n');
}
