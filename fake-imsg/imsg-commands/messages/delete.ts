import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { deleteMessageRequest } from '../../messages-app/helper/message-requests.ts';

/** `imsg delete-message` (wire-1.4). */
export const deleteMessageCommand: Command = {
  name: 'delete-message',
  since: '0.7.0',
  about: 'Delete a single message from a chat',
  options: [DB, option('chat', 'chat guid'), option('message', 'target message guid'), ...STANDARD_OPTIONS],
  examples: ['imsg delete-message --chat ... --message <guid>'],
  run(context) {
    const { options } = context;
    const request = deleteMessageRequest(options.required('chat'), options.required('message'));
    return runBridge(context, request, () => 'delete-message: queued');
  },
};
