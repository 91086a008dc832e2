import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { removeMemberRequest } from '../../messages-app/helper/group-requests.ts';

/** `imsg chat-remove-member` (wire-1.4). */
export const chatRemoveMemberCommand: Command = {
  name: 'chat-remove-member',
  since: '0.7.0',
  about: 'Remove a participant from a group chat',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('address', 'phone or email to remove'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg chat-remove-member --chat 'any;+;chat0000' --address +15550001111"],
  run(context) {
    const { options } = context;
    const request = removeMemberRequest(options.required('chat'), options.required('address'));
    return runBridge(context, request, () => 'chat-remove-member: removed');
  },
};
