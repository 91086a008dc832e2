import { NO_SCHEDULE_COLUMNS } from '../../chat-db/read/scheduled.ts';
import { appleNs } from '../../chat-db/read/time.ts';
import { type Command, currentChatDb } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption, UsageError } from '../../command-line/usage-error.ts';

const DEFAULT_LIMIT = 50;

/** `imsg scheduled list`: what is to be sent later (wire-1.2, wire-4.8). */
export const scheduledCommand: Command = {
  name: 'scheduled',
  since: '0.13.0',
  about: 'List scheduled messages',
  discussion: 'Reads what Messages has noted in chat.db and changes nothing.',
  arguments: [{ label: 'action', about: 'list' }],
  options: [DB, option('limit', 'max rows for list'), ...STANDARD_OPTIONS],
  examples: ['imsg scheduled list --json'],
  run(context) {
    const { options, print } = context;
    if (options.rest[0] !== 'list') throw invalidOption('action');
    const limit = options.integer('limit', { min: 1 }) ?? DEFAULT_LIMIT;
    const find = currentChatDb(context).scheduled;
    if (!find) throw new UsageError(NO_SCHEDULE_COLUMNS);
    if (limit <= 0) throw new UsageError('limit must be a positive integer');
    for (const message of find(appleNs(context.openMac().clock.wallMs()), limit)) {
      const { scheduled_at, guid, chat_id, text } = message;
      print(options.flag('json') ? JSON.stringify(message) : `${scheduled_at} ${guid} [${chat_id}] ${text}`);
    }
    return undefined;
  },
};
