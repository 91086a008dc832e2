import { addMemberRequest } from '../rpc/group-requests.ts';
import { runBridge } from './bridge-run.ts';
import type { Command } from './command.ts';
import { DB, option, STANDARD_OPTIONS } from './signature.ts';

/** `imsg chat-add-member` (protocol section 1.4). */
export const chatAddMemberCommand: Command = {
  name: 'chat-add-member',
  since: '0.7.0',
  about: 'Add a participant to a group chat',
  options: [DB, option('chat', 'chat guid'), option('address', 'phone or email to add'), ...STANDARD_OPTIONS],
  examples: ["imsg chat-add-member --chat 'any;+;chat0000' --address +15550001111"],
  run(context) {
    const { options } = context;
    const request = addMemberRequest(options.required('chat'), options.required('address'));
    return runBridge(context, request, () => 'chat-add-member: added');
  },
};
