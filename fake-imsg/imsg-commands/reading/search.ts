import { type Command, currentChatDb } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import { messageJson, messageLine, previewsOf } from './message-lines.ts';

const DEFAULT_LIMIT = 50;

/** `imsg search`: messages by their text, newest first (wire-1.2). */
export const searchCommand: Command = {
  name: 'search',
  since: '0.7.0',
  about: 'Search local Messages history',
  discussion: 'Reads chat.db, not the bridge. Upper and lower case are the same, with --match exact too.',
  options: [
    DB,
    option('query', 'search query (required)'),
    option('match', 'exact|contains (default contains)'),
    option('limit', 'maximum results (default 50)'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg search --query 'pizza tonight' --match contains"],
  run(context) {
    const { build, options, print } = context;
    const text = options.required('query');
    const match = options.text('match') ?? 'contains';
    if (match !== 'contains' && match !== 'exact') throw invalidOption('match');
    const limit = options.integer('limit', { min: 1 }) ?? DEFAULT_LIMIT;
    const db = currentChatDb(context);
    const found = db.search({ text, match, limit }, build.search, previewsOf(build));
    const line = options.flag('json') ? messageJson(build) : messageLine;
    for (const message of db.assemble(found, { attachments: false, reactions: false })) print(line(message));
    return undefined;
  },
};
