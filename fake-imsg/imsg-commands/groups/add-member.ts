import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { addMemberRequest } from '../../messages-app/helper/group-requests.ts';

/** `imsg chat-add-member` (wire-1.4). */
export const chatAddMemberCommand: Command = {
  name: 'chat-add-member',
  since: '0.7.0',
  about: 'Add a participant to a group chat',
  options: [DB, option('chat', 'chat guid'), option('address', 'phone or email to add'), ...STANDARD_OPTIONS],
  examples: ["imsg chat-add-member --chat 'any;+;chat0000' --address +15550001111"],
  run(context) {
    const { build, options } = context;
    const request = addMemberRequest(options.required('chat'), options.required('address'), build.bridge);
    return runBridge(context, request, () => 'chat-add-member: added');
  },
};
