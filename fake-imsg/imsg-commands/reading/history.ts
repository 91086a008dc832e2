import { historyBound } from '../../chat-db/read/time.ts';
import { type Command, currentChatDb } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { missingOption } from '../../command-line/usage-error.ts';
import { FILTER_OPTIONS, readFilter } from './message-filter.ts';
import { attachmentLines, messageJson, messageLine, previewsOf } from './message-lines.ts';

const DEFAULT_LIMIT = 50;

/** `imsg history`: the messages of a chat, newest first (wire-1.2). */
export const historyCommand: Command = {
  name: 'history',
  about: 'Show recent messages for a chat',
  options: [
    DB,
    option('chat-id', "chat rowid from 'imsg chats'"),
    option('limit', 'Number of messages to show'),
    ...FILTER_OPTIONS,
    flag('attachments', 'include attachment metadata'),
    flag('convert-attachments', 'convert CAF/GIF attachments to model-compatible cached files', {
      since: '0.6.0',
    }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg history --chat-id 1 --limit 10 --attachments',
    'imsg history --chat-id 1 --start 2025-01-01T00:00:00Z --json',
  ],
  run(context) {
    const { build, options, print } = context;
    const chatId = options.integer('chat-id', { min: 1 });
    if (chatId === null) throw missingOption('chat-id');
    const limit = options.integer('limit', { min: 1 }) ?? DEFAULT_LIMIT;
    const { senders, startMs, endMs } = readFilter(options);
    const query = {
      chatId,
      limit,
      senders,
      from: historyBound(startMs),
      until: historyBound(endMs),
    };
    const fill = { attachments: true, reactions: true };
    const json = messageJson(build);
    for (const message of currentChatDb(context).history(query, fill, previewsOf(build))) {
      if (options.flag('json')) {
        print(json(message));
        continue;
      }
      print(messageLine(message));
      for (const line of attachmentLines(message, options.flag('attachments'))) print(line);
    }
    return undefined;
  },
};
