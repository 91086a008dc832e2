import type { ChatBackground } from '../../chat-db/read/backgrounds.ts';
import { type Command, currentChatDb } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption, UsageError } from '../../command-line/usage-error.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';

/**
 * `imsg chat-background status` (wire-1.2): what the file says of the background of a chat. Fields and complaints are those of
 * ChatBackgroundCommand.swift in openclaw/imsg at 86bb19f. Where the pictures are cached is beside chat.db; none is there.
 */
export const chatBackgroundCommand: Command = {
  name: 'chat-background',
  since: '0.13.0',
  about: 'Inspect a Messages chat background',
  discussion: 'Reads chat.db alone and needs no bridge.',
  arguments: [{ label: 'action', about: 'status' }],
  options: [DB, option('chat-id', 'local chat ROWID'), ...STANDARD_OPTIONS],
  examples: ['imsg chat-background status --chat-id 1 --json'],
  run(context) {
    const { options, print } = context;
    if (options.rest[0] !== 'status') throw invalidOption('action');
    const id = wholeNumber(options.required('chat-id')) ?? 0;
    if (id <= 0) throw invalidOption('chat-id');
    const found = currentChatDb(context).background(id);
    if (!found) throw new UsageError('chat not found');
    const cache = cachePaths(context.openMac().device.chatDbPath, found);
    if (options.flag('json')) print(JSON.stringify(record(found, cache)));
    else for (const line of report(found)) print(line);
    return undefined;
  },
};

function cachePaths(chatDbPath: string, { channelGuid }: ChatBackground): object {
  if (channelGuid === null || chatDbPath === ':memory:') return {};
  const path = `${chatDbPath.replace(/[^/]*$/, '')}TranscriptBackgroundCache/${channelGuid}`;
  return {
    cache_path: path,
    cache_exists: false,
    watch_background_path: `${path}-watchBackground`,
    watch_background_exists: false,
  };
}

function record({ chatId, chatGuid, channelGuid, details, latest }: ChatBackground, cache: object): object {
  return {
    ok: true,
    chat_id: chatId,
    chat_guid: chatGuid,
    background_set: channelGuid !== null,
    ...(channelGuid !== null && { background_channel_guid: channelGuid }),
    ...details,
    ...cache,
    ...(latest && { latest_event: latest }),
  };
}

function report({ chatId, chatGuid, channelGuid, latest }: ChatBackground): string[] {
  const isSet = channelGuid !== null;
  return [
    `chat-background: ${isSet ? 'set' : 'none'}`,
    `chat_id: ${chatId}`,
    `chat_guid: ${chatGuid}`,
    ...(isSet
      ? [`background_channel_guid: ${channelGuid}`, 'cache_exists: false', 'watch_background_exists: false']
      : []),
    ...(latest ? [`latest_event: ${latest.action} row=${latest.row_id}`] : []),
  ];
}
