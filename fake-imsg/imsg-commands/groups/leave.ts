import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { leaveRequest } from '../../messages-app/helper/group-requests.ts';

/** `imsg chat-leave` (wire-1.4). */
export const chatLeaveCommand: Command = {
  name: 'chat-leave',
  since: '0.7.0',
  about: 'Leave a group chat',
  options: [DB, option('chat', 'chat guid'), ...STANDARD_OPTIONS],
  examples: ["imsg chat-leave --chat 'any;+;chat0000'"],
  run: (context) =>
    runBridge(context, leaveRequest(context.options.required('chat')), () => 'chat-leave: left'),
};
