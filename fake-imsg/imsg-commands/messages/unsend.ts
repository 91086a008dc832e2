import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsendRequest } from '../../messages-app/helper/message-requests.ts';

/** `imsg unsend` (wire-1.4). */
export const unsendCommand: Command = {
  name: 'unsend',
  since: '0.7.0',
  about: 'Retract a sent message',
  discussion: 'Needs macOS 13 or newer.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('message', 'target message guid'),
    option('part', 'part index'),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg unsend --chat ... --message <guid>'],
  run(context) {
    const { options, build } = context;
    const chat = options.required('chat');
    const message = options.required('message');
    const request = unsendRequest(chat, message, options.integer('part') ?? 0, build.bridge);
    return runBridge(context, request, () => 'unsend: queued');
  },
};
