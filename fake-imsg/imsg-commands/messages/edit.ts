import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { editRequest } from '../../messages-app/helper/message-requests.ts';

/** `imsg edit` (wire-1.4). */
export const editCommand: Command = {
  name: 'edit',
  since: '0.7.0',
  about: 'Edit a sent message',
  discussion: 'Needs macOS 13 or newer.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('message', 'target message guid'),
    option('new-text', 'replacement text'),
    option('bc-text', 'backwards-compat text shown to older clients (default: same as new-text)'),
    option('part', 'part index'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg edit --chat ... --message <guid> --new-text 'updated'"],
  run(context) {
    const { options, build } = context;
    const chat = options.required('chat');
    const message = options.required('message');
    const text = options.required('new-text');
    const request = editRequest(chat, message, text, options.integer('part') ?? 0, build.bridge);
    return runBridge(context, request, () => 'edit: queued');
  },
};
