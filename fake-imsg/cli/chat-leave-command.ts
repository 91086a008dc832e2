import { leaveRequest } from '../rpc/group-requests.ts';
import { runBridge } from './bridge-run.ts';
import type { Command } from './command.ts';
import { DB, option, STANDARD_OPTIONS } from './signature.ts';

/** `imsg chat-leave` (protocol section 1.4). */
export const chatLeaveCommand: Command = {
  name: 'chat-leave',
  since: '0.7.0',
  about: 'Leave a group chat',
  options: [DB, option('chat', 'chat guid'), ...STANDARD_OPTIONS],
  examples: ["imsg chat-leave --chat 'any;+;chat0000'"],
  run: (context) =>
    runBridge(context, leaveRequest(context.options.required('chat')), () => 'chat-leave: left'),
};
