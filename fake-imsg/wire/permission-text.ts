import type { ChatDbUnreadable } from '../chat-db/read/access.ts';

/**
 * What a person is told when chat.db cannot be read (wire-1.6). Prose of our own; clients match
 * on `Full Disk Access` together with `chat.db`.
 */
export function permissionText({ path, reason }: ChatDbUnreadable): string {
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
