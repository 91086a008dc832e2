import { type Command, currentChatDb } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { messageStats } from '../../program/message-stats.ts';

/** `imsg stats`: how much there is of what (wire-1.2, wire-4.8). The report for people is in words of our own. */
export const statsCommand: Command = {
  name: 'stats',
  since: '0.13.0',
  about: 'Show aggregate message and media statistics',
  options: [
    DB,
    option('chat-id', 'Limit stats to a chat rowid'),
    option('time-zone', 'IANA time zone for date buckets (defaults to local)'),
    flag('media', 'include attachment statistics'),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg stats', 'imsg stats --chat-id 1 --time-zone Europe/Vienna --media --json'],
  run(context) {
    const { options, print } = context;
    const asked = {
      chatId: options.integer('chat-id', { min: 1 }),
      hasMedia: options.flag('media'),
      timeZone: options.text('time-zone'),
    };
    const stats = messageStats(currentChatDb(context), asked);
    if (options.flag('json')) print(JSON.stringify(stats));
    else for (const line of report(stats)) print(line);
    return undefined;
  },
};

/** Numbers by their names; of a list one line an entry. */
function report(stats: object, indent = ''): string[] {
  return Object.entries(stats).flatMap(([name, value]) => {
    if (!Array.isArray(value)) {
      const isGroup = typeof value === 'object';
      return isGroup
        ? [`${indent}${name}:`, ...report(value, `${indent}  `)]
        : [`${indent}${name}: ${value}`];
    }
    return [`${indent}${name}:`, ...value.map((entry) => `${indent}  ${Object.values(entry).join(' ')}`)];
  });
}
