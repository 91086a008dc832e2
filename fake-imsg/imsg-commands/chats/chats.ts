import { isGroup } from '../../chat-db/read/chats.ts';
import { type Command, type CommandContext, currentChatDb } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { type ChatObject, chatObject } from '../../program/chat-object.ts';
import { without } from '../../wire/projection.ts';

const DEFAULT_LIMIT = 20;

/** `imsg chats`: recent conversations (wire-1.2, wire-4.5). */
export const chatsCommand: Command = {
  name: 'chats',
  about: 'List recent conversations',
  options: [
    DB,
    option('limit', 'Number of chats to list'),
    flag('unread-only', 'Return only chats with unread inbound messages', { since: '0.13.0' }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg chats --limit 5',
    'imsg chats --limit 5 --json',
    { text: 'imsg chats --unread-only --json', since: '0.13.0' },
  ],
  run(context) {
    const { build, options, print } = context;
    const { omittedChatFields, namesUnnamedChats } = build.commandLine;
    const limit = options.integer('limit', { min: 1 }) ?? DEFAULT_LIMIT;
    const project = without(new Set(omittedChatFields));
    for (const listed of listChats(context, limit, options.flag('unread-only'))) {
      const chat = namesUnnamedChats ? listed : { ...listed, name: listed.display_name };
      if (options.flag('json')) {
        const contactName = isGroup(guidAndIdentifier(chat)) ? null : contactNameOf(chat, context);
        print(JSON.stringify(project({ ...chat, ...(contactName && { contact_name: contactName }) })));
        continue;
      }
      const name = contactNameOf(chat, context) ?? chat.name;
      print(`[${chat.id}] ${name} (${chat.identifier}) last=${chat.last_message_at}`);
    }
    return undefined;
  },
};

const guidAndIdentifier = ({ guid = '', identifier }: ChatObject) => ({ guid, identifier });

/** Besides the identifier, the commands look for the name of the one participant. */
function contactNameOf(chat: ChatObject, { openMac }: CommandContext): string | null {
  const { nameOf } = openMac().contacts;
  const [participant] = chat.participants;
  const only = chat.participants.length === 1 && participant ? nameOf(participant) : null;
  return nameOf(chat.identifier) ?? only;
}

function listChats(context: CommandContext, limit: number, unreadOnly: boolean): ChatObject[] {
  const { chats, columns } = currentChatDb(context);
  if (unreadOnly && !columns.has('message.is_read')) {
    throw new UsageError(
      'unread_only is unavailable because this Messages database has no read-state column',
    );
  }
  return chats.list(limit, unreadOnly).map(chatObject);
}
