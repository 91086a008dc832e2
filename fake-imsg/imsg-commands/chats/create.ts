import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption, unsupportedService } from '../../command-line/usage-error.ts';
import { createRequest } from '../../messages-app/helper/create-request.ts';

/** `imsg chat-create` (wire-1.4). */
export const chatCreateCommand: Command = {
  name: 'chat-create',
  since: '0.7.0',
  about: 'Create a new chat (1:1 or group)',
  discussion: 'Works through the bridge that `imsg launch` starts, for iMessage only.',
  options: [
    DB,
    option('addresses', 'comma-separated handles (phone or email)'),
    option('name', 'group display name'),
    option('text', 'initial message body'),
    option('service', 'iMessage (default)'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg chat-create --addresses '+15550001111,+15550002222' --name 'Crew' --text 'gm'"],
  run(context) {
    const { build, options } = context;
    const given = options.required('addresses').split(',');
    const addresses = given.map((address) => address.trim()).filter((address) => address !== '');
    if (addresses.length === 0) throw invalidOption('addresses');
    const service = options.text('service') ?? 'iMessage';
    if (service.toLowerCase() !== 'imessage') throw unsupportedService(service);
    const name = options.text('name') ?? '';
    const text = options.text('text') ?? '';
    const request = createRequest({ addresses, service: 'iMessage', name, text }, build.bridge);
    return runBridge(context, request, ({ chatGuid }) => `chat-create: created (guid=${chatGuid})`);
  },
};
