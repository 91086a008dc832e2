import { type ChatRecord, isGroup } from '../chat-db/read-chats.ts';
import { type Command, currentChatDb } from './command.ts';
import { DB, STANDARD_OPTIONS, UsageError } from './options.ts';

/** `imsg group`: one chat and who is in it (protocol section 1.2). */
export const groupCommand: Command = {
  name: 'group',
  about: 'Show the details of a chat',
  options: [
    DB,
    {
      name: 'chat-id',
      spellings: ['--chat-id'],
      value: 'positive integer',
      required: true,
      about: 'Row id of the chat',
    },
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg group --chat-id 1', 'imsg group --chat-id 1 --json'],
  run(context) {
    const { options, print } = context;
    const id = options.integer('chat-id') ?? 0;
    const chat = currentChatDb(context).chats.byId(id);
    if (!chat) throw new UsageError(`Chat not found: ${id}`);
    const record = groupObject(chat);
    if (options.flag('json')) print(JSON.stringify(record));
    else for (const [key, value] of Object.entries(record)) print(`${key}: ${[value].flat().join(', ')}`);
    return undefined;
  },
};

function groupObject(chat: ChatRecord) {
  return {
    id: chat.id,
    identifier: chat.identifier,
    guid: chat.guid,
    name: chat.displayName || chat.identifier,
    service: chat.service,
    is_group: isGroup(chat),
    participants: chat.participants,
    ...(chat.accountId && { account_id: chat.accountId }),
    ...(chat.accountLogin && { account_login: chat.accountLogin }),
    ...(chat.lastAddressedHandle && { last_addressed_handle: chat.lastAddressedHandle }),
  };
}
