import { type HelperData, runBridge } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, currentChatDb } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { availabilityRequest } from '../../methods/handles-check.ts';
import { escapedJson } from '../../wire/json.ts';

/** `imsg whois`: whether an address can be reached by iMessage (wire-1.4). */
export const whoisCommand: Command = {
  name: 'whois',
  since: '0.7.0',
  about: 'Check whether a handle is reachable on iMessage',
  discussion: 'Asks the bridge; with --local it goes by the messages of chat.db alone.',
  options: [
    DB,
    option('address', 'phone or email to check'),
    option('type', 'phone|email'),
    flag('local', 'infer service from local chat.db history (no SIP / bridge required)', {
      since: '0.11.0',
    }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg whois --address +15550001111 --type phone',
    'imsg whois --address ada@example.com --type email',
    { text: 'imsg whois --address ada@example.com --local', since: '0.11.0' },
  ],
  run(context) {
    const { options } = context;
    const address = options.required('address');
    if (options.flag('local')) {
      printLocal(context, address);
      return undefined;
    }
    const type = options.text('type') ?? (address.includes('@') ? 'email' : 'phone');
    return runBridge(context, availabilityRequest(address, type), ({ available, id_status }: HelperData) => {
      return `whois ${address}: ${available ? 'available' : 'unavailable'} (id_status=${id_status})`;
    });
  },
};

function printLocal(context: CommandContext, address: string): void {
  const { options, print } = context;
  const service = currentChatDb(context).targets.serviceOf(address);
  const known = service !== 'unknown';
  if (options.flag('json')) print(escapedJson({ address, service, known, source: 'local' }));
  else print(`whois ${address}: ${service} (source=local, known=${known})`);
}
