import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { notifyAnywaysRequest } from '../../messages-app/helper/message-requests.ts';

/** `imsg notify-anyways` (wire-1.4). */
export const notifyAnywaysCommand: Command = {
  name: 'notify-anyways',
  since: '0.7.0',
  about: 'Force a notification for a message that was filtered/suppressed',
  options: [DB, option('chat', 'chat guid'), option('message', 'target message guid'), ...STANDARD_OPTIONS],
  examples: ['imsg notify-anyways --chat ... --message <guid>'],
  run(context) {
    const { options } = context;
    const request = notifyAnywaysRequest(options.required('chat'), options.required('message'));
    return runBridge(context, request, () => 'notify-anyways: queued');
  },
};
