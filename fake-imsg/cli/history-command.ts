import type { Attachment } from '../chat-db/read-attachments.ts';
import type { Message } from '../chat-db/read-messages.ts';
import { appleNs, parseInstant } from '../chat-db/read-time.ts';
import { readHistory } from '../rpc/history.ts';
import { escapedJson } from '../rpc/json.ts';
import { type Command, currentChatDb } from './command.ts';
import { DB, type Options, STANDARD_OPTIONS, UsageError } from './options.ts';

const DEFAULT_LIMIT = 50;

/** `imsg history`: the messages of a chat, newest first (protocol section 1.2). */
export const historyCommand: Command = {
  name: 'history',
  about: 'Show recent messages of a chat',
  options: [
    DB,
    {
      name: 'chat-id',
      spellings: ['--chat-id'],
      value: 'positive integer',
      required: true,
      about: 'Row id of the chat',
    },
    { name: 'limit', spellings: ['--limit'], value: 'positive integer', about: 'Number of messages' },
    { name: 'participants', spellings: ['--participants'], value: 'text', about: 'Only from these handles' },
    { name: 'start', spellings: ['--start'], value: 'text', about: 'From this ISO 8601 instant on' },
    { name: 'end', spellings: ['--end'], value: 'text', about: 'Before this ISO 8601 instant' },
    { name: 'attachments', spellings: ['--attachments'], about: 'Describe attachments' },
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg history --chat-id 1 --limit 10', 'imsg history --chat-id 1 --attachments'],
  run(context) {
    const { build, options, print } = context;
    const participants = options.text('participants') ?? '';
    const query = {
      chatId: options.integer('chat-id') ?? 0,
      limit: options.integer('limit') ?? DEFAULT_LIMIT,
      senders: participants.toLowerCase().split(',').filter(Boolean),
      from: instantOption(options, 'start'),
      until: instantOption(options, 'end'),
    };
    const fill = { attachments: true, reactions: true };
    const previews = { foldMax: build.previews.foldMax, memory: new Map() };
    const messages = readHistory(currentChatDb(context), query, fill, previews);
    for (const message of messages) {
      if (options.flag('json')) print(escapedJson(build.project.message(message)));
      else for (const line of plainLines(message, options.flag('attachments'))) print(line);
    }
    return undefined;
  },
};

function instantOption(options: Options, name: string): bigint | null {
  const text = options.text(name);
  if (text === null) return null;
  const unixMs = parseInstant(text);
  if (unixMs === null) throw new UsageError(`Invalid ISO8601 date: ${text}`);
  return appleNs(unixMs);
}

function plainLines(message: Message, describe: boolean): string[] {
  const { attachments } = message;
  const direction = message.is_from_me ? 'sent' : 'recv';
  const line = `${message.created_at} [${direction}] ${message.sender}: ${message.text}`;
  if (attachments.length === 0) return [line];
  if (describe) return [line, ...attachments.map(attachmentLine)];
  return [line, `  (${attachments.length} attachment${attachments.length === 1 ? '' : 's'})`];
}

function attachmentLine(attachment: Attachment): string {
  const { transfer_name, mime_type, missing, original_path } = attachment;
  return `  attachment: name=${transfer_name} mime=${mime_type} missing=${missing} path=${original_path}`;
}
