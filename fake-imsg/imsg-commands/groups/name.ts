import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { missingOption } from '../../command-line/usage-error.ts';
import { renameRequest } from '../../messages-app/helper/group-requests.ts';

/** `imsg chat-name` (wire-1.4). */
export const chatNameCommand: Command = {
  name: 'chat-name',
  since: '0.7.0',
  about: "Set a chat's display name",
  options: [DB, option('chat', 'chat guid'), option('name', 'new display name'), ...STANDARD_OPTIONS],
  examples: ["imsg chat-name --chat 'any;+;chat0000' --name 'New Name'"],
  run(context) {
    const { options } = context;
    const chat = options.required('chat');
    const name = options.text('name');
    if (name === null) throw missingOption('name');
    return runBridge(context, renameRequest(chat, name), () => 'chat-name: set');
  },
};
