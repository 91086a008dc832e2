import { chatName } from '../../command-line/chat-name.ts';
import { readChatTarget } from '../../command-line/chat-target.ts';
import { type Command, currentChatDb, livingMac } from '../../command-line/command.ts';
import { DB, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { chatTargetOptions } from '../../command-line/target-options.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { askHelper } from '../../messages-app/helper/ask-helper.ts';
import { readRequest } from '../../messages-app/helper/chat-requests.ts';
import { Outcome } from '../../program/outcomes.ts';
import { coreBridgeFailure } from '../../wire/errors-lenient.ts';

/** `imsg read` (wire-1.3). */
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
