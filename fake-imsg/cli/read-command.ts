import { askHelper } from '../rpc/ask-helper.ts';
import { readRequest } from '../rpc/chat-requests.ts';
import { coreBridgeFailure } from '../rpc/errors-lenient.ts';
import { Outcome } from '../rpc/outcomes.ts';
import { chatName } from './chat-name.ts';
import { readChatTarget } from './chat-target.ts';
import { type Command, currentChatDb, livingMac } from './command.ts';
import { DB, STANDARD_OPTIONS } from './signature.ts';
import { chatTargetOptions } from './target-options.ts';
import { UsageError } from './usage-error.ts';

/** `imsg read` (protocol section 1.3). */
export const readCommand: Command = {
  name: 'read',
  since: '0.6.0',
  about: 'Mark messages as read for a chat',
  discussion: 'Works through the bridge that `imsg launch` starts.',
  options: [DB, ...chatTargetOptions(true), ...STANDARD_OPTIONS],
  examples: ['imsg read --to +15550001111', 'imsg read --handle ada@example.com', 'imsg read --chat-id 1'],
  async run(context) {
    const { build, options, print } = context;
    const target = readChatTarget(options);
    const name = chatName(target, () => currentChatDb(context)) ?? target.to;
    const { device, clock, stepAgenda } = livingMac(context);
    const asked = askHelper({ device, clock, stepAgenda, bridge: build.bridge }, readRequest(name));
    await asked.catch((error) => {
      // Builds whose requests start Messages.app themselves say in their own words what failed.
      const delivery = error instanceof Outcome && 'delivery' in error.what ? error.what.delivery : null;
      throw delivery && build.bridge.launches ? new UsageError(coreBridgeFailure(delivery).text) : error;
    });
    const record = { success: true, handle: name, marked_as_read: true };
    print(options.flag('json') ? JSON.stringify(record) : `marked as read: ${name}`);
  },
};
