import type { ChatRecord } from '../../chat-db/read/chats.ts';
import { type Command, currentChatDb } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { chatNotFound, missingOption } from '../../command-line/usage-error.ts';
import { chatFacts } from '../../program/chat-object.ts';

/** `imsg group`: one chat and who is in it (wire-1.2). */
export const groupCommand: Command = {
  name: 'group',
  since: '0.6.0',
  about: 'Show chat identity and participants for a chat id',
  discussion: 'Direct chats are shown as well as groups.',
  options: [DB, option('chat-id', "chat rowid from 'imsg chats'"), ...STANDARD_OPTIONS],
  examples: ['imsg group --chat-id 1', 'imsg group --chat-id 1 --json'],
  run(context) {
    const { options, print } = context;
    const id = options.integer('chat-id', { min: 1 });
    if (id === null) throw missingOption('chat-id');
    const chat = currentChatDb(context).chats.byId(id);
    if (!chat) throw chatNotFound(id);
    if (options.flag('json')) print(JSON.stringify({ ...chatFacts(chat), participants: chat.participants }));
    else for (const line of report(chat)) print(line);
    return undefined;
  },
};

function report(chat: ChatRecord): string[] {
  const lines = Object.entries(chatFacts(chat)).map(([key, value]) => `${key}: ${value}`);
  if (chat.participants.length === 0) return [...lines, 'participants: (none)'];
  return [...lines, 'participants:', ...chat.participants.map((handle) => `  - ${handle}`)];
}
