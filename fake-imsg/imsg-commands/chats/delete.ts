import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { deleteRequest } from '../../messages-app/helper/chat-requests.ts';

/** `imsg chat-delete` (wire-1.4). */
export const chatDeleteCommand: Command = {
  name: 'chat-delete',
  since: '0.7.0',
  about: 'Delete a chat from Messages.app',
  options: [DB, option('chat', 'chat guid'), ...STANDARD_OPTIONS],
  examples: ["imsg chat-delete --chat 'any;-;+15550001111'"],
  run: (context) =>
    runBridge(context, deleteRequest(context.options.required('chat')), () => 'chat-delete: deleted'),
};
