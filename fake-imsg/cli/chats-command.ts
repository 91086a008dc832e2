import { chatObject } from '../rpc/chats.ts';
import { type Command, currentChatDb } from './command.ts';
import { DB, STANDARD_OPTIONS } from './options.ts';

const DEFAULT_LIMIT = 20;

/** `imsg chats`: recent conversations (protocol section 1.2). */
export const chatsCommand: Command = {
  name: 'chats',
  about: 'List recent conversations',
  options: [
    DB,
    { name: 'limit', spellings: ['--limit'], value: 'positive integer', about: 'Number of chats to list' },
    { name: 'unread-only', spellings: ['--unread-only'], about: 'Only chats with unread messages' },
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg chats --limit 5', 'imsg chats --json'],
  run(context) {
    const { options, print } = context;
    const limit = options.integer('limit') ?? DEFAULT_LIMIT;
    const chats = currentChatDb(context).chats.list(limit, options.flag('unread-only')).map(chatObject);
    for (const chat of chats) {
      const line = `[${chat.id}] ${chat.name} (${chat.identifier}) last=${chat.last_message_at}`;
      print(options.flag('json') ? JSON.stringify(chat) : line);
    }
    return undefined;
  },
};
