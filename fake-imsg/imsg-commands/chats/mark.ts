import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import { markReadRequest, markUnreadRequest } from '../../messages-app/helper/chat-requests.ts';

/** `imsg chat-mark` (wire-1.4). */
export const chatMarkCommand: Command = {
  name: 'chat-mark',
  since: '0.7.0',
  about: 'Mark a chat as read or unread',
  options: [
    DB,
    option('chat', 'chat guid'),
    flag('read', 'mark as read'),
    flag('unread', 'mark as unread'),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg chat-mark --chat ... --read', 'imsg chat-mark --chat ... --unread'],
  run(context) {
    const { options } = context;
    const chat = options.required('chat');
    const isUnread = options.flag('unread');
    if (isUnread && options.flag('read')) throw invalidOption('read');
    const request = isUnread ? markUnreadRequest(chat) : markReadRequest(chat);
    return runBridge(context, request, () => `chat-mark: ${isUnread ? 'unread' : 'read'}`);
  },
};
