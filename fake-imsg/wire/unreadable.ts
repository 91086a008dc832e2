import type { ChatDbUnreadable } from '../chat-db/read/access.ts';

/** The sentence that builds from 0.14 on give for a database that cannot be read (wire-2.2). */
export function unreadableDetail(error: ChatDbUnreadable): string {
  return error.reason === 'missing'
    ? 'The configured Messages database does not exist. Create or copy chat.db at this path, then retry.'
    : 'The configured Messages database could not be opened read-only. ' +
        'Verify the path and grant Full Disk Access to the supervising process, then retry.';
}
