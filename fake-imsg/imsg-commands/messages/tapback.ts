import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { tapbackRequest } from '../../messages-app/helper/message-requests.ts';

/** `imsg tapback` (wire-1.4). */
export const tapbackCommand: Command = {
  name: 'tapback',
  since: '0.7.0',
  about: 'Send a tapback reaction via the IMCore bridge',
  discussion: 'Works through the bridge; `imsg react` is for Macs without one.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('message', 'target message guid'),
    option('kind', 'love|like|dislike|laugh|emphasize|question'),
    option('part', 'part index'),
    flag('remove', 'remove this reaction instead of adding'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg tapback --chat 'any;-;+15550001111' --message ABCD-EFGH --kind love"],
  run(context) {
    const { options, build } = context;
    const chat = options.required('chat');
    const message = options.required('message');
    const kind = options.required('kind').toLowerCase();
    const reaction = options.flag('remove') ? `remove-${kind}` : kind;
    const policy = { ...build.bridge, ...build.delivery };
    const request = tapbackRequest(chat, message, reaction, options.integer('part') ?? 0, policy);
    return runBridge(context, request, () => `tapback: ${reaction} sent`);
  },
};
